import type { ChatError } from "../../errors.js";
import type { AttachmentFile, AttachmentProgress } from "../../participant/attachments.js";
import type { Abortable } from "../../session/callTypes.js";
import type { OnChange } from "../../session/observedValue.js";
import type { FileProblem } from "./checkFile.js";
import type { FileRules } from "./fileRules.js";

/**
 * Where a file is:
 *
 * - `preparing`: `prepare` has not answered yet, or files before it are not uploaded
 * - `waiting`: for its turn, for a connection, or for the next try after `error`
 * - `uploading`: it is on its way
 * - `scanning`: the service has it, and nobody else before its scanner has decided
 * - `approved`: all participants have it
 * - `rejected`: the scanner has refused it; nobody can open it
 * - `undecided`: the service has it, and nobody waits for the scanner any more; it may still become one of the two before
 * - `failed`: it was not sent: `problems` of the check before it, or what `error` says
 */
export type FileState =
  | { readonly name: "preparing" }
  | { readonly name: "waiting"; readonly error?: ChatError | undefined }
  | ({ readonly name: "uploading" } & AttachmentProgress)
  | { readonly name: "scanning" | "approved" | "rejected" }
  | { readonly name: "undecided"; readonly error: ChatError }
  | { readonly name: "failed"; readonly error: ChatError; readonly problems: readonly FileProblem[] };

/** What the scanner says. */
export type FileVerdict = "APPROVED" | "REJECTED";

/** Makes of a file the one that is sent. */
export type PrepareFile = (file: AttachmentFile) => AttachmentFile | Promise<AttachmentFile>;

/** How a file is sent. */
export interface SendFileOptions extends Abortable {
  /** Called with 0 when an upload begins, while it goes on where there is an `XMLHttpRequest`, and when all bytes are there; again when it begins anew. */
  readonly onProgress?: ((progress: AttachmentProgress) => unknown) | undefined;
  /** Called once, before the check, when the files before it are uploaded. `downscale` makes one. */
  readonly prepare?: PrepareFile | undefined;
  /** Lets the service alone judge the file. @defaultValue false */
  readonly ignoreRules?: boolean | undefined;
}

/** A file on its way. None of its promises has to be waited for, or caught. */
export interface FileTransfer {
  /** The same object until it changes. */
  readonly state: FileState;
  /** Undefined before the service has the file; with `addParts` before the item has come. */
  readonly attachmentId: string | undefined;
  /** Tells each change of `state`. */
  readonly onChange: OnChange<FileState>;
  /**
   * Resolves when the service has the file, with its attachment id where that is known. Rejects when the file has failed: with
   * `ILLEGAL_ARGUMENT` when the check found problems, whose first code is the error's `type`; with `ABORTED`; with
   * `NO_ACTIVE_CONNECTION` when the chat has ended; or with the service's refusal.
   */
  readonly sent: Promise<string | undefined>;
  /** Resolves when the scanner has decided. Rejects as `sent` does, and with `TIMEOUT` when nothing is heard in time. */
  readonly verdict: Promise<FileVerdict>;
}

/** What `session.files` does. */
export interface SessionFiles {
  /** What files are checked by. */
  readonly rules: FileRules;
  /** For `accept` of an `<input type="file">`. */
  readonly accept: string;
  /**
   * What is wrong with a file; nothing when it is fine. Files of the chat that the session has sent or heard of are counted.
   * @throws IllegalArgumentError when `file` is no object
   */
  check(file: AttachmentFile): readonly FileProblem[];
  /**
   * Prepares, checks and sends a file, as often as it takes, and waits for the scanner. Files go out one after the other. Before
   * `connect()` it waits for that.
   * @throws IllegalArgumentError when `file` is no object, an option is none, or the session cannot send files
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_StartAttachmentUpload.html
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CompleteAttachmentUpload.html
   */
  send(file: AttachmentFile, options?: SendFileOptions): FileTransfer;
}

/** The rules that differ from Amazon Connect's, and how long the scanner may take. */
export interface FilesOptions extends Partial<FileRules> {
  /** From the end of the upload on, in milliseconds, above 0. @defaultValue 90000: the service gives a scanner 60 s */
  readonly verdictTimeoutMs?: number | undefined;
}

/** What the part adds to a session. */
export interface WithFiles {
  readonly files: SessionFiles;
}
