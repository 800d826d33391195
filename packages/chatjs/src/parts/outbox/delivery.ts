import type { ChatError } from "../../errors.js";
import type { Platform } from "../../platform/platform.js";
import { endedError } from "../../session/sendFile.js";
import { createLane } from "../../session/lane.js";
import type { Lane } from "../../session/lane.js";
import { countFailure, isDenied, UNTIL_WOKEN } from "../../session/pauseAfter.js";
import type { Pause } from "../../session/pauseAfter.js";
import type { Job } from "./entries.js";
import type { JobList } from "./jobList.js";
import type { SentEntry } from "./outboxTypes.js";

/** Takes jobs from the list to the service: messages and attachments one after the other, events beside them. */
export interface Delivery {
  /** There is something to send. */
  look(job: Job): void;
  /** Things may be better now. */
  wake(): void;
  /** The chat is over: what is not under way fails, now and later. */
  end(): void;
  fail(job: Job, error: unknown): void;
  stop(): void;
}

export interface DeliveryOptions {
  readonly platform: Pick<
    Platform,
    "nowMs" | "random" | "setTimer" | "onOnlineChange" | "onVisibilityChange"
  >;
  readonly list: JobList;
  /** Whether there is a token to call with. */
  isConnected(): boolean;
  /** Resolves when a job may go out: what was stored before is there, and the job itself is stored, or cannot be. */
  ready(job: Job): Promise<unknown>;
  send(job: Job, signal: AbortSignal): Promise<string | undefined>;
  /** Something is sent, or has failed. */
  finished(job: Job): void;
}

const isWaiting = ({ state }: Job) => state.state === "waiting";
const isEvent = ({ content }: Job) => content.kind === "event";

export function createDelivery({ platform, list, ...options }: DeliveryOptions): Delivery {
  let isChatOver = false;

  const succeed = (job: Job, resultId: string | undefined) => {
    list.change(job, { state: { state: "sent", resultId }, file: undefined });
    job.promise.resolve(job.entry as SentEntry);
    options.finished(job);
  };
  const fail = (job: Job, reason: unknown) => {
    const error = (isChatOver ? endedError() : reason) as ChatError;
    // What was refused begins anew when it is tried again; what was not allowed may have been done before.
    const upload = isDenied(error) ? job.upload : { round: job.upload.round + 1 };
    list.change(job, { state: { state: "failed", error }, upload, failedUploads: 0 });
    job.promise.reject(error);
    options.finished(job);
  };
  const postpone = (job: Job, error: unknown): Pause | undefined => {
    const pause = isChatOver ? undefined : countFailure(job, error, platform);
    if (pause) list.change(job, { state: { state: "waiting" } });
    else fail(job, error);
    return pause;
  };
  const attempt = async (job: Job): Promise<Pause | undefined> => {
    await options.ready(job);
    // Older ones may have come from the storage.
    if (list.jobs.find((each) => isWaiting(each) && isEvent(each) === isEvent(job)) !== job) return undefined;
    if (!options.isConnected()) return UNTIL_WOKEN;
    const controller = new AbortController();
    list.change(job, {
      state: { state: "sending" },
      attempts: job.attempts + 1,
      abort: () => controller.abort(),
    });
    try {
      const resultId = await options.send(job, controller.signal);
      if (list.has(job)) succeed(job, resultId);
      return undefined;
    } catch (error) {
      return list.has(job) ? postpone(job, error) : undefined;
    }
  };

  const laneOf = (holds: (job: Job) => boolean): Lane =>
    createLane({ platform, next: () => list.jobs.find((job) => isWaiting(job) && holds(job)), attempt });
  const events = laneOf(isEvent);
  const others = laneOf((job) => !isEvent(job));
  const lanes = [events, others];

  return {
    look: (job) => (isEvent(job) ? events : others).look(),
    wake: () => lanes.forEach((lane) => lane.wake()),
    end() {
      isChatOver = true;
      for (const job of list.jobs) if (isWaiting(job)) fail(job, endedError());
    },
    fail,
    stop: () => lanes.forEach((lane) => lane.stop()),
  };
}
