import { eventContentType } from "@amazon-connect-chat/protocol";
import { abortedError, IllegalArgumentError } from "../../errors.js";
import { createSettling } from "../../lib/settling.js";
import { onAbort } from "../../platform/abort.js";
import { toIsoTime } from "../../platform/time.js";
import type { CommonArgs } from "../../session/requests.js";
import { assertArgs, attachmentOf, eventInput, messageInput } from "../../session/requests.js";
import type { ExtendKit, PlainSession } from "../../session/parts.js";
import { createDelivery } from "./delivery.js";
import { createJob, goneOf, keptOf, restoreJob } from "./entries.js";
import type { Given, Job } from "./entries.js";
import { createFiles } from "./files.js";
import { createJobList } from "./jobList.js";
import type { Outbox, OutboxOptions, OutboxTicket } from "./outboxTypes.js";
import { createSender } from "./send.js";
import { createShelf } from "./shelf.js";

const DEFAULT_PREFIX = "amazon-connect-chatjs/outbox";
/** A storage that does not answer must not keep messages back for longer. */
const STORAGE_WAIT_MS = 3_000;
const TYPING = eventContentType("typing");

/** An outbox, and what its session tells it. */
export interface OutboxDesk {
  readonly outbox: Outbox;
  /** There may be a connection. */
  connected(): void;
  ended(): void;
}

export function createOutbox(
  session: PlainSession,
  { platform, perform }: Pick<ExtendKit, "platform" | "perform">,
  { storage, fileStorage, keyPrefix = DEFAULT_PREFIX }: OutboxOptions,
): OutboxDesk {
  const { contactId, participantId } = session.getChatDetails();
  const key = `${keyPrefix}/${contactId}/${participantId}`;
  /** Ids of this page's entries, those that are gone too. */
  const known = new Set<string>();
  /** Attachments that nobody wants any more, and whose bytes may be in the storage. */
  const gone = new Set<Job>();
  let isChatOver = false;
  let isStopped = false;

  const list = createJobList(platform);
  const files = createFiles(fileStorage, key);
  const shelf = createShelf({
    storage,
    key,
    // After the end nothing can be tried again.
    kept: () => [
      ...(isChatOver ? [] : list.jobs.flatMap((job) => keptOf(job) ?? [])),
      ...[...gone].map(goneOf),
    ],
    isMine: (id) => known.has(id),
    isStopped: () => isStopped,
  });
  /** Resolves with undefined when it takes too long. */
  const inTime = <Value>(pending: Promise<Value>): Promise<Value | undefined> => {
    let cancel: () => void = () => undefined;
    const late = new Promise<undefined>((resolve) => {
      cancel = platform.setTimer(() => resolve(undefined), STORAGE_WAIT_MS);
    });
    return Promise.race([pending, late]).finally(cancel);
  };
  const sender = createSender({
    session,
    platform,
    perform,
    storedFile: (id) => inTime(files.get(id)),
    save: () => inTime(shelf.save()),
  });
  const forget = (job: Job) => {
    if (job.content.kind === "attachment") {
      gone.add(job);
      // Bytes that are still being written would come after all.
      void job.stored
        .then(() => files.remove(job.id))
        .then(() => {
          gone.delete(job);
          return shelf.save();
        });
    }
    void shelf.save();
  };
  const loading = shelf.load((kept) => {
    for (const { id } of kept) known.add(id);
    const wanted = kept.filter(({ isForgotten }) => !isForgotten);
    if (wanted.length) list.restore(wanted.map(restoreJob));
    // The page before this one was left while it wrote their bytes.
    for (const entry of kept) if (entry.isForgotten) forget(restoreJob(entry));
  });
  const delivery = createDelivery({
    platform,
    list,
    isConnected: () => session.getChatDetails().connectionDetails !== undefined,
    // What is stored was stored after all that was there has been read.
    ready: ({ stored }) => inTime(stored),
    send: sender.send,
    finished(job) {
      if (job.state.state === "sent" || isChatOver) forget(job);
      else void shelf.save();
    },
  });
  void loading.then(delivery.wake);
  const stop = () => {
    isStopped = true;
    delivery.stop();
  };
  /** Looked up when it is needed, as the part that adds it may come later. */
  const stopWhenClosed = () =>
    void onAbort((session as { readonly closeSignal?: AbortSignal }).closeSignal, stop);

  const ticketOf = ({ id, stored, promise: { settled: sent } }: Job): OutboxTicket => ({ id, stored, sent });
  const discard = (job: Job) => {
    list.remove(job);
    job.abort?.();
    job.promise.reject(abortedError());
    forget(job);
    delivery.wake();
  };
  const begin = (
    args: CommonArgs & { readonly clientToken?: string | undefined },
    more: Pick<Given, "content">,
  ) =>
    createJob({
      id: platform.uuid(),
      createdAt: toIsoTime(platform.nowMs()),
      clientToken: args.clientToken || platform.uuid(),
      metadata: args.metadata ?? null,
      ...more,
    });
  const enter = (job: Job, { signal }: CommonArgs = {}): OutboxTicket => {
    known.add(job.id);
    list.append(job);
    const { file } = job;
    // The bytes come after the entry and go before all that is left of it: nobody would look for bytes alone.
    job.stored = shelf
      .save()
      .then(
        (isStored) =>
          isStored && !isStopped && !isChatOver && list.has(job) && (!file || files.put(job.id, file)),
      );
    stopWhenClosed();
    const stopListening = onAbort(signal, () => {
      if (list.has(job) && job.state.state !== "sent") discard(job);
    });
    job.promise.settled.then(stopListening, stopListening);
    if (isChatOver) delivery.fail(job, undefined);
    delivery.look(job);
    return ticketOf(job);
  };

  const outbox: Outbox = {
    get entries() {
      return list.entries;
    },
    onChange: list.onChange,
    sendMessage(args) {
      assertArgs("outbox.sendMessage", args);
      const { Content: message, ContentType: contentType } = messageInput(args);
      return enter(begin(args, { content: { kind: "message", message, contentType } }), args);
    },
    sendEvent(args) {
      assertArgs("outbox.sendEvent", args);
      const { ContentType: contentType, Content: content } = eventInput(args);
      const job = begin(args, { content: { kind: "event", contentType, content } });
      if (contentType !== TYPING) return enter(job, args);
      // Later it would not be true any more.
      const sending = isStopped ? Promise.reject(abortedError()) : sender.send(job, args.signal);
      sending.then(
        (resultId) => job.promise.resolve({ ...job.entry, state: "sent", resultId }),
        job.promise.reject,
      );
      return { ...ticketOf(job), stored: Promise.resolve(false) };
    },
    sendAttachment(args) {
      assertArgs("outbox.sendAttachment", args);
      const file = attachmentOf(args);
      if (!sender.canSendFiles)
        throw new IllegalArgumentError(
          "unable to send the attachment; the session has no sendAttachment. Pass the part attachments, or this one, when the session is made",
        );
      const { name = "attachment", type, size }: { name?: string; type: string; size: number } = file;
      const content = { kind: "attachment", name, type, size } as const;
      return enter({ ...begin(args, { content }), file, onProgress: args.onProgress }, args);
    },
    retry(id) {
      const job = list.find(id);
      if (!job || job.state.state === "sent")
        throw new IllegalArgumentError("unable to retry; there is no unsent entry with this id", id);
      if (job.state.state === "failed") {
        list.change(job, {
          state: { state: "waiting" },
          failed: 0,
          deniedAtMs: undefined,
          promise: createSettling(),
        });
        return enter(job);
      }
      delivery.wake();
      return ticketOf(job);
    },
    discard(id) {
      const job = list.find(id);
      if (job) discard(job);
      return job !== undefined;
    },
    stop,
  };
  return {
    outbox,
    connected() {
      stopWhenClosed();
      delivery.wake();
    },
    ended() {
      isChatOver = true;
      // Bytes of those that failed before, too.
      for (const job of list.jobs) if (job.state.state === "failed") forget(job);
      delivery.end();
      void shelf.save();
    },
  };
}
