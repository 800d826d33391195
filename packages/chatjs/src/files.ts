/**
 * Files that are checked, sent once and followed to the scanner's verdict; see [the guide](../../../docs/guides/files.md).
 * @module amazon-connect-chatjs/files
 */
import { downscaleOn } from "./parts/files/downscale.js";
import type { DownscaleOptions } from "./parts/files/downscale.js";
import { createFilesPlatform } from "./parts/files/filesPlatform.js";
import type { PrepareFile } from "./parts/files/filesTypes.js";

/**
 * Makes pictures smaller before they are sent, upright and without what cameras write into them (`prepare` of `session.files.send`).
 * It hands on as they are: what is no picture, GIFs and what else may move, pictures that are small enough, those that would not
 * get smaller, and all files where the place cannot draw, as Node and React Native.
 * @throws IllegalArgumentError for an option that is none
 * @example
 * ```ts
 * const session = createCustomerSession({ chatDetails, parts: [files()] });
 * session.files.send(file, { prepare: downscale({ maxWidth: 1600, maxHeight: 1600 }) });
 * ```
 */
export const downscale = (options?: DownscaleOptions): PrepareFile =>
  downscaleOn(createFilesPlatform(), options);

export { files } from "./parts/files/filesPart.js";
export { checkFile } from "./parts/files/checkFile.js";
export { acceptOf, CONNECT_FILE_RULES } from "./parts/files/fileRules.js";
export type { FileProblem, FileProblemCode } from "./parts/files/checkFile.js";
export type { DownscaleOptions } from "./parts/files/downscale.js";
export type { FileRules } from "./parts/files/fileRules.js";
export type {
  FilesOptions,
  FileState,
  FileTransfer,
  FileVerdict,
  PrepareFile,
  SendFileOptions,
  SessionFiles,
  WithFiles,
} from "./parts/files/filesTypes.js";
export { ChatError, IllegalArgumentError } from "./errors.js";
export type { ChatErrorCode, ChatErrorDetails } from "./errors.js";
export type { AttachmentFile, AttachmentProgress } from "./participant/attachments.js";
export type { Abortable } from "./session/callTypes.js";
export type { OnChange } from "./session/observedValue.js";
export type { SessionPart } from "./session/parts.js";
