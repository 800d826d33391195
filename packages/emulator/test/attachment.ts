import type { Person, Stage } from "./chat.js";

export const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00, 0x80]);

/** What a client is told when it begins to send a file. */
export interface Upload {
  readonly attachmentId: string;
  readonly path: string;
  readonly expiry: string;
  readonly headers: Readonly<Record<string, string>>;
}

const pathOf = (url: string) => url.replace(/^https?:\/\/[^/]+/, "");

export async function startUpload(person: Person, sizeBytes = bytes.length): Promise<Upload> {
  const { AttachmentId, UploadMetadata } = await person.call("StartAttachmentUpload", {
    ContentType: "image/png",
    AttachmentSizeInBytes: sizeBytes,
    AttachmentName: "receipt.png",
    ClientToken: crypto.randomUUID(),
  });
  return {
    attachmentId: AttachmentId ?? "",
    path: pathOf(UploadMetadata?.Url ?? ""),
    expiry: UploadMetadata?.UrlExpiry ?? "",
    headers: UploadMetadata?.HeadersToInclude ?? {},
  };
}

/** Puts the bytes; a browser leaves Content-Length to itself. */
export const put = async (
  { send }: Stage,
  { path, headers }: Pick<Upload, "path" | "headers">,
  body: BodyInit = bytes,
): Promise<Response> => {
  const sent = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "Content-Length"));
  return send(path, { method: "PUT", headers: sent, body });
};

export const complete = (person: Person, attachmentId: string) =>
  person.callRaw("CompleteAttachmentUpload", {
    AttachmentIds: [attachmentId],
    ClientToken: crypto.randomUUID(),
  });

/** A whole upload; gives the attachment's id. */
export async function upload(stage: Stage, person: Person): Promise<string> {
  const started = await startUpload(person);
  await put(stage, started);
  await complete(person, started.attachmentId);
  return started.attachmentId;
}

/** Downloads as a client does. */
export async function download(stage: Stage, person: Person, attachmentId: string, seconds?: number) {
  const { Url = "", ...facts } = await person.call("GetAttachment", {
    AttachmentId: attachmentId,
    ...(seconds !== undefined && { UrlExpiryInSeconds: seconds }),
  });
  return { ...facts, path: pathOf(Url), response: await stage.send(pathOf(Url)) };
}
