import { abortedError, ChatError, IllegalArgumentError } from "../../errors.js";
import type { AttachmentFile } from "../../participant/attachments.js";
import { onAbort } from "../../platform/abort.js";
import type { Platform } from "../../platform/platform.js";
import { createLane } from "../../session/lane.js";
import { countFailure, UNTIL_WOKEN } from "../../session/pauseAfter.js";
import type { Pause } from "../../session/pauseAfter.js";
import { assertArgs } from "../../session/requests.js";
import { endedError } from "../../session/sendFile.js";
import type { SendFile } from "../../session/sendFile.js";
import { checkFile } from "./checkFile.js";
import type { FileProblem } from "./checkFile.js";
import { acceptOf } from "./fileRules.js";
import type { FileRules } from "./fileRules.js";
import type { FilesPlatform } from "./filesPlatform.js";
import type { FileTransfer, SendFileOptions, SessionFiles } from "./filesTypes.js";
import type { ScannerWatch } from "./scannerWatch.js";
import { createTransfer, prepareFile, withType } from "./transfer.js";
import type { Transfer } from "./transfer.js";

/** The files of a session, and what the session tells them. */
export interface FilesDesk {
  readonly files: SessionFiles;
  /** There may be a connection. */
  connected(): void;
  ended(): void;
}

export interface FilesDeskOptions {
  readonly platform: Platform;
  readonly page: FilesPlatform;
  readonly rules: FileRules;
  readonly watch: ScannerWatch;
  /** Undefined where the session can send none. */
  readonly sendFile: SendFile | undefined;
  /** Whether there is a token to call with. */
  isConnected(): boolean;
  /** Ids of the chat's files, where that of a new one will not be told. */
  heardBefore(): Promise<ReadonlySet<string>>;
  /** Ends everything, when the session is closed. */
  closeSignal(): AbortSignal | undefined;
}

const problemError = ({ code, message }: FileProblem) =>
  new ChatError("ILLEGAL_ARGUMENT", `unable to send the file; ${message}`, { type: code });

const unheardError = () =>
  new ChatError("NO_ACTIVE_CONNECTION", "unable to say what the scanner has decided; the chat has ended");

function assertOptions(file: unknown, options: SendFileOptions): void {
  assertArgs("files.send", options);
  assertArgs("files.send", file);
  for (const name of ["prepare", "onProgress"] as const)
    if (options[name] !== undefined && typeof (options[name] as unknown) !== "function")
      throw new IllegalArgumentError(`unable to send the file; ${name} must be a function`, options[name]);
}

export function createFiles(options: FilesDeskOptions): FilesDesk {
  const { platform, page, rules, watch, sendFile } = options;
  /** Not with the service yet, in order. */
  let queue: readonly Transfer[] = [];
  let isChatOver = false;

  const isOpen = (transfer: Transfer) => queue.includes(transfer);
  const leave = (transfer: Transfer) => (queue = queue.filter((each) => each !== transfer));
  const fail = (transfer: Transfer, error: ChatError, problems: readonly FileProblem[] = []) => {
    leave(transfer);
    transfer.state.set({ name: "failed", error, problems });
    transfer.sent.reject(error);
    transfer.verdict.reject(error);
  };
  /** `before` are those whose turn comes first; the service may have told of the one that is on its way. */
  const check = (file: AttachmentFile, before: readonly Transfer[]) => {
    const unheard = before.filter(({ upload }) => !watch.known.has(upload.attachmentId ?? ""));
    return checkFile(file, rules, watch.known.size + unheard.length);
  };
  const checkTransfer = (transfer: Transfer) => {
    const problems = transfer.ignoresRules
      ? []
      : check(transfer.file, queue.slice(0, queue.indexOf(transfer)));
    const [first] = problems;
    if (first) fail(transfer, problemError(first), problems);
    else transfer.file = withType(transfer.file, rules, page);
  };
  const succeed = (transfer: Transfer, attachmentId: string | undefined) => {
    const { name = "attachment" } = transfer.file as { readonly name?: string };
    leave(transfer);
    transfer.state.set({ name: "scanning" });
    transfer.sent.resolve(attachmentId);
    transfer.scanned = {
      attachmentId,
      name,
      heardBefore: transfer.heardBefore ?? new Set(),
      decided(verdict) {
        transfer.state.set({ name: verdict === "APPROVED" ? "approved" : "rejected" });
        transfer.verdict.resolve(verdict);
      },
      undecided(error) {
        transfer.state.set({ name: "undecided", error });
        transfer.verdict.reject(error);
      },
    };
    watch.wait(transfer.scanned);
    if (isChatOver) watch.stop(unheardError());
  };
  const upload = async (transfer: Transfer): Promise<Pause | undefined> => {
    if (!options.isConnected()) {
      if (transfer.state.get().name !== "waiting") transfer.state.set({ name: "waiting" });
      return UNTIL_WOKEN;
    }
    const { file, controller } = transfer;
    const { size } = file;
    transfer.heardBefore ??= await options.heardBefore();
    if (!isOpen(transfer)) return undefined;
    const loadedBytes = transfer.upload.isUploaded ? size : 0;
    transfer.state.set({ name: "uploading", loadedBytes, totalBytes: size });
    const resultId = await sendFile?.(transfer, {
      getFile: () => Promise.resolve(file),
      save: () => Promise.resolve(),
      signal: controller.signal,
    });
    if (isOpen(transfer)) succeed(transfer, resultId);
    return undefined;
  };
  const attempt = async (transfer: Transfer): Promise<Pause | undefined> => {
    try {
      if (transfer.prepare) {
        await prepareFile(transfer);
        if (isOpen(transfer)) checkTransfer(transfer);
      }
      return isOpen(transfer) ? await upload(transfer) : undefined;
    } catch (error) {
      if (!isOpen(transfer)) return undefined;
      const pause = isChatOver ? undefined : countFailure(transfer, error, platform);
      if (pause) transfer.state.set({ name: "waiting", error: error as ChatError });
      else fail(transfer, isChatOver ? endedError() : (error as ChatError));
      return pause;
    }
  };
  const lane = createLane({ platform, next: () => queue[0], attempt });
  const abort = (transfer: Transfer) => {
    transfer.controller.abort();
    if (isOpen(transfer)) {
      fail(transfer, abortedError());
      lane.wake();
    } else if (transfer.scanned && transfer.state.get().name === "scanning") {
      watch.giveUp(transfer.scanned);
      transfer.scanned.undecided(abortedError());
    }
  };

  const files: SessionFiles = {
    rules,
    accept: acceptOf(rules),
    check: (file) => check(file, queue),
    send(file, sendOptions = {}): FileTransfer {
      assertOptions(file, sendOptions);
      const { signal, onProgress, prepare, ignoreRules = false } = sendOptions;
      if (!sendFile)
        throw new IllegalArgumentError(
          "unable to send the file; the session has no sendAttachment. Pass the part attachments, or this one, when the session is made",
        );
      const transfer = createTransfer({
        clientToken: platform.uuid(),
        file,
        prepare,
        ignoresRules: ignoreRules,
        progressed(own, progress) {
          if (!isOpen(own)) return;
          own.state.set({ name: "uploading", ...progress });
          onProgress?.(progress);
        },
        reportError: platform.reportError,
      });
      queue = [...queue, transfer];
      if (isChatOver) fail(transfer, endedError());
      else if (!prepare) checkTransfer(transfer);
      const stops = [signal, options.closeSignal()].map((each) => onAbort(each, () => abort(transfer)));
      const stop = () => stops.forEach((each) => each());
      transfer.verdict.settled.then(stop, stop);
      lane.look();
      return {
        get state() {
          return transfer.state.get();
        },
        get attachmentId() {
          return transfer.scanned?.attachmentId;
        },
        onChange: transfer.state.onChange,
        sent: transfer.sent.settled,
        verdict: transfer.verdict.settled,
      };
    },
  };
  return {
    files,
    connected: lane.wake,
    ended() {
      isChatOver = true;
      const [first] = queue;
      for (const transfer of queue)
        // What is under way may still arrive.
        if (transfer !== first || transfer.state.get().name !== "uploading") fail(transfer, endedError());
      lane.wake();
      watch.stop(unheardError());
    },
  };
}
