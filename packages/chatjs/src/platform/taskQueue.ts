interface Schedulers {
  readonly process?: { readonly versions?: { readonly node?: string } };
  readonly setImmediate?: (task: () => void) => void;
  readonly MessageChannel?: new () => MessageChannel;
}
const world = globalThis as unknown as Schedulers;

/**
 * Runs each task in a task of its own, in order. Timers are throttled in background tabs, messages are not. Node's message
 * ports would keep the process alive, its immediates do not; React Native's immediates run before promise reactions do, so
 * they serve Node only.
 */
export function createTaskQueue(): (task: () => void) => void {
  let tasks: (() => void)[] = [];
  let next = 0;
  const runNext = () => {
    const task = tasks[next++];
    // One at a time would move all the others each time: seconds, when a burst has left tens of thousands.
    if (next === tasks.length || next === 10_000) {
      tasks = tasks.slice(next);
      next = 0;
    }
    task?.();
  };
  let schedule: (() => void) | undefined;
  return (task) => {
    tasks.push(task);
    schedule ??= createSchedule(runNext);
    schedule();
  };
}

function createSchedule(runNext: () => void): () => void {
  const { setImmediate, MessageChannel } = world;
  if (world.process?.versions?.node && setImmediate) return () => setImmediate(runNext);
  if (!MessageChannel) return () => void setTimeout(runNext, 0);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = runNext;
  return () => port2.postMessage(0);
}
