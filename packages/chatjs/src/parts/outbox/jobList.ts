import type { Platform } from "../../platform/platform.js";
import { createObservedValue } from "../../session/observedValue.js";
import type { OnChange } from "../../session/observedValue.js";
import { entryOf } from "./entries.js";
import type { Job } from "./entries.js";
import type { OutboxEntry } from "./outboxTypes.js";

/** All jobs in order, and what pages see of them. */
export interface JobList {
  readonly jobs: readonly Job[];
  readonly entries: readonly OutboxEntry[];
  readonly onChange: OnChange<readonly OutboxEntry[]>;
  find(id: string): Job | undefined;
  /** Whether it is still wanted. */
  has(job: Job): boolean;
  /** Puts jobs before all others. */
  restore(older: readonly Job[]): void;
  /** Puts a job at the end, wherever it was. */
  append(job: Job): void;
  change(job: Job, change: Partial<Omit<Job, "entry">>): void;
  remove(job: Job): void;
}

/** A page has shown what was sent by then; a long chat must not grow for ever. */
const MAX_SENT = 100;

export function createJobList(platform: Pick<Platform, "queueTask" | "reportError">): JobList {
  let jobs: readonly Job[] = [];
  let entries: readonly OutboxEntry[] = [];
  const told = createObservedValue(entries, platform.reportError);
  let isTold = true;

  const replace = (next: readonly Job[]) => {
    const isSent = ({ state }: Job) => state.state === "sent";
    const shown = next.filter((job) => !isSent(job) || job.content.kind !== "event");
    const oldest = new Set(shown.filter(isSent).slice(0, -MAX_SENT));
    jobs = shown.filter((job) => !oldest.has(job));
    entries = jobs.map(({ entry }) => entry);
    if (!isTold) return;
    isTold = false;
    platform.queueTask(() => {
      isTold = true;
      told.set(entries);
    });
  };
  const without = (job: Job) => jobs.filter((each) => each !== job);

  return {
    get jobs() {
      return jobs;
    },
    get entries() {
      return entries;
    },
    onChange: told.onChange,
    find: (id) => jobs.find((job) => job.id === id),
    has: (job) => jobs.includes(job),
    restore: (older) => replace([...older, ...jobs]),
    append: (job) => replace([...without(job), job]),
    change(job, change) {
      Object.assign(job, change);
      job.entry = entryOf(job);
      replace(jobs);
    },
    remove: (job) => replace(without(job)),
  };
}
