import { ChatError, IllegalArgumentError } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";
import { createSettling } from "../../lib/settling.js";
import type { Settling } from "../../lib/settling.js";
import type { AttachmentFile, AttachmentProgress } from "../../participant/attachments.js";
import { untilAborted } from "../../platform/abort.js";
import { createObservedValue } from "../../session/observedValue.js";
import type { ObservedValue } from "../../session/observedValue.js";
import type { TryCount } from "../../session/pauseAfter.js";
import type { FileJob } from "../../session/sendFile.js";
import { contentTypeOf } from "./fileRules.js";
import type { FileRules } from "./fileRules.js";
import type { FilesPlatform } from "./filesPlatform.js";
import type { FileState, FileVerdict, PrepareFile } from "./filesTypes.js";
import type { ScannedFile } from "./scannerWatch.js";

/** A file on its way, and all that belongs to it. */
export interface Transfer extends FileJob, TryCount {
  file: AttachmentFile;
  /** Undefined when it is done, or there was none. */
  prepare: PrepareFile | undefined;
  readonly ignoresRules: boolean;
  readonly state: ObservedValue<FileState>;
  readonly sent: Settling<string | undefined>;
  readonly verdict: Settling<FileVerdict>;
  readonly controller: AbortController;
  /** Ids of the chat's files before it went out, where its own will not be told. */
  heardBefore?: ReadonlySet<string> | undefined;
  /** Since the service has it. */
  scanned?: ScannedFile | undefined;
}

export type Given = Pick<Transfer, "clientToken" | "file" | "prepare" | "ignoresRules"> & {
  progressed(transfer: Transfer, progress: AttachmentProgress): void;
  reportError(error: unknown): void;
};

export function createTransfer({ progressed, reportError, ...given }: Given): Transfer {
  const transfer: Transfer = {
    ...given,
    failed: 0,
    failedUploads: 0,
    upload: { round: 0 },
    state: createObservedValue<FileState>({ name: given.prepare ? "preparing" : "waiting" }, reportError),
    sent: createSettling(),
    verdict: createSettling(),
    controller: new AbortController(),
    onProgress: (progress) => progressed(transfer, progress),
  };
  return transfer;
}

/** Asks the page for the file that is to be sent in its place. */
export async function prepareFile(transfer: Transfer): Promise<void> {
  const { prepare, file, controller } = transfer;
  let prepared: unknown;
  try {
    prepared = await untilAborted(
      Promise.resolve(file).then((chosen) => prepare?.(chosen)),
      controller.signal,
    );
  } catch (cause) {
    throw new ChatError(
      "ILLEGAL_ARGUMENT",
      "unable to send the file; its prepare function has failed, as the cause says",
      { cause },
    );
  }
  if (!isObject(prepared))
    throw new IllegalArgumentError("unable to send the file; its prepare function must answer with a file");
  transfer.file = prepared as unknown as AttachmentFile;
  transfer.prepare = undefined;
}

/** A file whose type the browser does not know gets that of its extension: the service wants one. */
export function withType(file: AttachmentFile, rules: FileRules, platform: FilesPlatform): AttachmentFile {
  const { name = "" } = file as { readonly name?: string };
  const type = contentTypeOf(file, rules);
  if (file.type || !type) return file;
  return "uri" in file ? { ...file, type } : (platform.named(file, name, type) ?? file);
}
