interface Schedulers {
  readonly process?: { readonly versions?: { readonly node?: string } };
  readonly setImmediate?: (task: () => void) => void;
  readonly MessageChannel?: new () => MessageChannel;
}

export interface TaskQueue {
  /** Runs `task` in a task of its own, in order of calls. */
  readonly queueTask: (task: () => void) => void;
  /**
   * Does the work that a task of the browser is for, and then runs the next task that waits, which needs no further one of the
   * browser: that would be most of what a message costs.
   */
  readonly within: (work: () => void) => void;
}

/**
 * Timers are throttled in background tabs, messages are not. Node's message ports would keep the process alive, its immediates
 * do not; React Native's immediates run before promise reactions do, so they serve Node only.
 */
export function createTaskQueue(): TaskQueue {
  let tasks: (() => void)[] = [];
  let next = 0;
  /** Tasks of the browser that will come, and have none of ours to run so far. */
  let spare = 0;
  let schedule: TaskQueue["queueTask"] | undefined;
  /** Each message has a task of its own; elsewhere many may share one, without the promise reactions of the first in between. */
  let isBrowser = false;

  const runNext = () => {
    const task = tasks[next++];
    // One at a time would move all the others each time: seconds, when a burst has left tens of thousands.
    if (next >= tasks.length || next === 10_000) {
      tasks = tasks.slice(next);
      next = 0;
    }
    if (task) task();
    else spare -= 1;
  };
  const createSchedule = (): TaskQueue["queueTask"] => {
    const scope = globalThis as unknown as Schedulers;
    // Looked up for each task, and each has its own: tests put clocks of theirs in the place of these, and take them away again.
    const isNode = scope.process?.versions?.node;
    if (isNode || !scope.MessageChannel)
      return (task) => void ((isNode && scope.setImmediate) || setTimeout)(task);
    isBrowser = true;
    const { port1, port2 } = new scope.MessageChannel();
    port1.onmessage = runNext;
    return (task) => {
      tasks.push(task);
      if (spare) spare -= 1;
      else port2.postMessage(0);
    };
  };

  return {
    queueTask(task) {
      schedule ??= createSchedule();
      schedule(task);
    },
    within(work) {
      if (!isBrowser) {
        work();
        return;
      }
      spare += 1;
      try {
        work();
      } finally {
        runNext();
      }
    },
  };
}
