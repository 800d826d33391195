import type { ChatItem } from "@amazon-connect-chat/protocol";
import { ChatError } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";
import { listOf } from "../../lib/listOf.js";
import type { CancelTimer, Platform } from "../../platform/platform.js";
import type { FileVerdict } from "./filesTypes.js";

/** Something that the scanner is to decide on. */
export interface ScannedFile {
  /** Undefined where the session did not hear of it. */
  attachmentId: string | undefined;
  /** Where its id is not known it is told by its name, among those that were not heard of before. */
  readonly name: string;
  readonly heardBefore: ReadonlySet<string>;
  decided(verdict: FileVerdict): void;
  /** Nobody waits for it any more; `decided` may still be called. */
  undecided(error: ChatError): void;
}

/** Hears what the scanner says of own files; asks when it hears nothing. */
export interface ScannerWatch {
  hear(item: ChatItem): void;
  /** Ids of the files of the chat that were heard of, or are waited for. */
  readonly known: ReadonlySet<string>;
  wait(file: ScannedFile): void;
  /** The page waits no longer for this one; it is not told. */
  giveUp(file: ScannedFile): void;
  /** Nothing comes any more. */
  stop(error: ChatError): void;
}

export interface ScannerWatchOptions {
  readonly platform: Pick<Platform, "nowMs" | "setTimer">;
  readonly participantId: string;
  readonly timeoutMs: number;
  /** Reads the newest page of the transcript, or the one that a token leads to; what is in it comes through `hear`. Resolves with the next token. */
  look(nextToken?: string): Promise<string | null | undefined>;
}

/** As a rule the item comes by the socket: asking is for those that were missed. */
const LOOK_EVERY_MS = 15_000;
/** A timer that fires so late slept with its device: the network comes back later than the page. */
const ASLEEP_MS = 5_000;
/** So far back a file is looked for that much was said after. */
const MAX_PAGES = 5;

const isVerdict = (status: unknown): status is FileVerdict => status === "APPROVED" || status === "REJECTED";

export function createScannerWatch(options: ScannerWatchOptions): ScannerWatch {
  const { platform, participantId, timeoutMs, look } = options;
  const known = new Set<string>();
  /** Of own files, what was heard last. */
  const heard = new Map<string, { readonly name: unknown; readonly status: unknown }>();
  const claimed = new Set<string>();
  /** Ids that were heard of since the look at the transcript began. */
  const seen = new Set<string>();
  /** Until when each is waited for. */
  const waiting = new Map<ScannedFile, number>();
  let cancelTimer: CancelTimer | undefined;
  let isLooking = false;
  let failure: unknown;

  const idOf = ({ attachmentId, name, heardBefore }: ScannedFile): string | undefined => {
    if (attachmentId !== undefined) return attachmentId;
    for (const [id, { name: itsName }] of heard)
      if (itsName === name && !heardBefore.has(id) && !claimed.has(id)) return id;
    return undefined;
  };
  const settle = (file: ScannedFile) => {
    const id = idOf(file);
    if (id === undefined) return;
    file.attachmentId = id;
    claimed.add(id);
    const status = heard.get(id)?.status;
    if (!isVerdict(status)) return;
    waiting.delete(file);
    file.decided(status);
  };
  const settleAll = () => {
    for (const file of [...waiting.keys()]) settle(file);
    schedule();
  };
  const letGo = (file: ScannedFile, error: ChatError) => {
    // It is no longer waited for, but known when the item comes.
    waiting.set(file, Infinity);
    file.undecided(error);
  };
  const expire = () => {
    const nowMs = platform.nowMs();
    const seconds = timeoutMs / 1_000;
    for (const [file, untilMs] of waiting)
      if (untilMs <= nowMs)
        letGo(
          file,
          new ChatError(
            "TIMEOUT",
            `unable to say what the scanner has decided; nothing was heard for ${seconds} s. The service has the file: look for it in the transcript before you send it again`,
            { cause: failure },
          ),
        );
  };
  const postpone = () => {
    const leastMs = platform.nowMs() + LOOK_EVERY_MS;
    for (const [file, untilMs] of waiting) waiting.set(file, Math.max(untilMs, leastMs));
  };
  const schedule = () => {
    const nextMs = Math.min(...waiting.values());
    if (nextMs === Infinity) {
      cancelTimer?.();
      cancelTimer = undefined;
    } else if (!cancelTimer && !isLooking) {
      const nowMs = platform.nowMs();
      const delayMs = Math.min(LOOK_EVERY_MS, Math.max(0, nextMs - nowMs));
      cancelTimer = platform.setTimer(() => ask(platform.nowMs() - nowMs - delayMs > ASLEEP_MS), delayMs);
    }
  };
  const isSeen = (file: ScannedFile) => seen.has(idOf(file) ?? "");
  const lookBack = async () => {
    seen.clear();
    let token: string | null | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      token = await look(token ?? undefined);
      if (!token || [...waiting].every(([file, untilMs]) => untilMs === Infinity || isSeen(file))) return;
    }
  };
  const ask = (hasSlept: boolean) => {
    cancelTimer = undefined;
    isLooking = true;
    const looked = lookBack().then(
      () => (failure = undefined),
      (error: unknown) => (failure = error),
    );
    void looked.then(() => {
      isLooking = false;
      if (hasSlept && failure) postpone();
      else expire();
      schedule();
    });
  };

  return {
    known,
    hear(item) {
      for (const attachment of listOf(item.Attachments)) {
        if (!isObject(attachment)) continue;
        const { AttachmentId: id, AttachmentName: name, Status: status } = attachment;
        if (typeof id !== "string") continue;
        known.add(id);
        seen.add(id);
        if (item.ParticipantId === participantId && !isVerdict(heard.get(id)?.status))
          heard.set(id, { name, status });
      }
      settleAll();
    },
    wait(file) {
      if (file.attachmentId !== undefined) known.add(file.attachmentId);
      // Infinity is for those that nobody waits for.
      waiting.set(file, Math.min(platform.nowMs() + timeoutMs, 9e15));
      settle(file);
      schedule();
    },
    giveUp(file) {
      if (waiting.has(file)) waiting.set(file, Infinity);
      schedule();
    },
    stop(error) {
      for (const [file, untilMs] of waiting) if (untilMs < Infinity) letGo(file, error);
      schedule();
    },
  };
}
