import type { OperationName, OperationOutput } from "@amazon-connect-chat/protocol";
import { redactText } from "../config/redaction.js";
import { ChatError } from "../errors.js";
import { plainText } from "../lib/plainText.js";
import type { Platform, PlatformResponse } from "../platform/platform.js";
import { networkFailureOf } from "./failure.js";
import type { CallInput } from "./request.js";

/** A file to send: a `File`, a `Blob`, which goes out under the name `attachment`, or what React Native's pickers give. */
export type AttachmentFile =
  | Blob
  | {
      /** Where the file lies on the device. */
      readonly uri: string;
      readonly name: string;
      /** MIME type. */
      readonly type: string;
      /** In bytes. */
      readonly size: number;
    };

/** How far an upload has got. */
export interface AttachmentProgress {
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

/** Files of a chat: the service gives out the URLs, and the bytes go to and from its storage. */
export interface Attachments {
  send(
    file: AttachmentFile,
    options: {
      readonly signal?: AbortSignal | undefined;
      readonly onProgress?: ((progress: AttachmentProgress) => unknown) | undefined;
    },
  ): Promise<OperationOutput<"CompleteAttachmentUpload">>;
  download(attachmentId: string, signal?: AbortSignal): Promise<Blob>;
  urlOf(attachmentId: string, signal?: AbortSignal): Promise<string>;
}

/** Calls with the connection token at hand. */
type CallService = <Name extends OperationName>(
  name: Name,
  input: CallInput<Name>,
  signal?: AbortSignal,
) => Promise<OperationOutput<Name>>;

const HINT = "has its URL expired, or do CORS rules refuse this page?";

function assertUrl(url: unknown): string {
  if (typeof url === "string" && url) return url;
  throw new ChatError("INVALID_RESPONSE", "unable to reach the attachment; it has no URL");
}

export function createAttachments(
  platform: Pick<Platform, "fetch" | "upload" | "reportError">,
  call: CallService,
): Attachments {
  /** The URL is the key to the file, and an engine's error may quote it. */
  const guarded = async <Result>(
    verb: "upload" | "download",
    work: () => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ChatError) throw error;
      const reason = redactText(plainText((error as Partial<Error> | undefined)?.message));
      throw networkFailureOf(new TypeError(reason), { name: verb, attempts: 1 });
    }
  };
  /** 5.0.0 takes any answer for success. // CP-33 */
  const accept = async (verb: string, response: Pick<PlatformResponse, "status" | "text">) => {
    const { status } = response;
    if (status < 300) return;
    // Of the XML that the storage answers, the rest quotes the request.
    const type = /<Code>(\w+)/.exec(await response.text())?.[1] ?? String(status);
    const reason = `unable to ${verb} the attachment; its storage answered HTTP ${status}; ${HINT}`;
    throw new ChatError("STORAGE_ERROR", reason, { statusCode: status, type });
  };
  const urlOf: Attachments["urlOf"] = async (AttachmentId, signal) =>
    assertUrl((await call("GetAttachment", { AttachmentId }, signal)).Url);

  return {
    send: (file, { signal, onProgress }) =>
      guarded("upload", async () => {
        const { name = "attachment", type, size }: { name?: string; type: string; size: number } = file;
        const tell =
          onProgress &&
          ((loadedBytes: number) => {
            try {
              onProgress({ loadedBytes, totalBytes: size });
            } catch (error) {
              platform.reportError(error);
            }
          });
        const start = { ContentType: type, AttachmentName: name, AttachmentSizeInBytes: size };
        const { AttachmentId, UploadMetadata } = await call("StartAttachmentUpload", start, signal);
        const url = assertUrl(UploadMetadata?.Url);
        const headers = UploadMetadata?.HeadersToInclude ?? {};
        tell?.(0);
        await accept("upload", await platform.upload(url, { headers, body: file, signal, onProgress: tell }));
        tell?.(size);
        return call("CompleteAttachmentUpload", { AttachmentIds: [AttachmentId as string] }, signal);
      }),

    download: (attachmentId, signal) =>
      guarded("download", async () => {
        const ask = async () =>
          platform.fetch(await urlOf(attachmentId, signal), { method: "GET", headers: {}, signal });
        let response = await ask();
        // The URL has expired: the next one is fresh.
        if (response.status === 403) response = await ask();
        await accept("download", response);
        return response.blob();
      }),

    urlOf,
  };
}
