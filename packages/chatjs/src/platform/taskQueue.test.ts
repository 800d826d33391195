import { afterEach, describe, expect, it, vi } from "vitest";
import { createTaskQueue } from "./taskQueue.js";

const ports: MessagePort[] = [];
class RecordedChannel extends MessageChannel {
  constructor() {
    super();
    ports.push(this.port1);
  }
}
const outsideNode = () => vi.stubGlobal("process", Object.create(process, { versions: { value: {} } }));

const places = {
  Node: () => vi.stubGlobal("MessageChannel", undefined),
  "a browser": () => {
    outsideNode();
    vi.stubGlobal("setImmediate", undefined);
    vi.stubGlobal("MessageChannel", RecordedChannel);
  },
  "React Native": () => {
    outsideNode();
    vi.stubGlobal("MessageChannel", undefined);
  },
};

afterEach(() => {
  vi.unstubAllGlobals();
  for (const port of ports.splice(0)) port.close();
});

describe.each(Object.entries(places))("in %s", (_place, enter) => {
  it("runs tasks in order, each after the promise reactions of the one before", async () => {
    enter();
    const { queueTask } = createTaskQueue();
    const trace: string[] = [];
    await new Promise<void>((resolve) => {
      for (const name of ["a", "b", "c"]) {
        queueTask(() => {
          trace.push(name);
          void Promise.resolve()
            .then(() => undefined)
            .then(() => trace.push(`after ${name}`));
        });
      }
      queueTask(resolve);
      vi.unstubAllGlobals();
      trace.push("queued");
    });
    expect(trace).toEqual(["queued", "a", "after a", "b", "after b", "c", "after c"]);
  });
});

it("uses messages in a browser, since timers of background tabs are throttled", () => {
  places["a browser"]();
  createTaskQueue().queueTask(() => undefined);
  expect(ports).toHaveLength(1);
});

it("uses no message port in Node, since that would keep the process alive", () => {
  vi.stubGlobal("MessageChannel", RecordedChannel);
  createTaskQueue().queueTask(() => undefined);
  expect(ports).toHaveLength(0);
});

describe("in the task of a message", () => {
  /** Once a task has run: before that the queue has not looked where it is. */
  async function createUsedQueue(place: keyof typeof places) {
    places[place]();
    const queue = createTaskQueue();
    await new Promise<void>((resolve) => queue.queueTask(resolve));
    return queue;
  }

  it("runs what has waited longest at its end, in a browser, one alone", async () => {
    const { queueTask, within } = await createUsedQueue("a browser");
    const trace: string[] = [];
    const add = (name: string) => queueTask(() => trace.push(name));
    within(() => {
      add("first");
      add("second");
      trace.push("work");
    });
    expect(trace).toEqual(["work", "first"]);
    within(() => add("third"));
    expect(trace).toEqual(["work", "first", "second"]);
    await new Promise<void>((resolve) => queueTask(resolve));
    expect(trace).toEqual(["work", "first", "second", "third"]);
    within(() => add("fourth"));
    expect(trace.at(-1)).toBe("fourth");
  });

  it("sends as many messages as tasks are left for them", async () => {
    const { queueTask, within } = await createUsedQueue("a browser");
    const send = vi.spyOn(MessagePort.prototype, "postMessage");
    const trace: number[] = [];
    for (let each = 0; each < 100; each++)
      within(() => {
        queueTask(() => trace.push(each));
        if (each % 10 === 0) queueTask(() => trace.push(-each));
      });
    expect(send).toHaveBeenCalledTimes(10);
    await new Promise<void>((resolve) => queueTask(resolve));
    expect(trace).toHaveLength(110);
    send.mockRestore();
  });

  it("sends no message for what it ran, and has others wait for a task of their own again", async () => {
    const { queueTask, within } = await createUsedQueue("a browser");
    const trace: string[] = [];
    within(() => undefined);
    await new Promise<void>((resolve) => {
      within(() =>
        queueTask(() => {
          trace.push("outer");
          queueTask(() => {
            trace.push("inner");
            resolve();
          });
        }),
      );
      trace.push("after");
    });
    expect(trace).toEqual(["outer", "after", "inner"]);
  });

  it("runs it also when the rest of the work fails", async () => {
    const { queueTask, within } = await createUsedQueue("a browser");
    const ran = vi.fn();
    const fail = () => {
      queueTask(ran);
      throw new Error("rest");
    };
    expect(() => within(fail)).toThrow("rest");
    expect(ran).toHaveBeenCalledOnce();
  });

  it.each(["Node", "React Native"] as const)(
    "has it wait in %s, where messages share a task",
    async (name) => {
      places[name]();
      const { queueTask, within } = createTaskQueue();
      const ran = vi.fn();
      within(() => queueTask(ran));
      expect(ran).not.toHaveBeenCalled();
      await new Promise<void>((resolve) => queueTask(resolve));
      expect(ran).toHaveBeenCalledOnce();
    },
  );
});

it("takes tasks that come while it empties, and runs each once", async () => {
  const { queueTask } = createTaskQueue();
  const trace: number[] = [];
  await new Promise<void>((resolve) => {
    const add = (number: number) =>
      queueTask(() => {
        trace.push(number);
        if (number < 3) add(number + 1);
        else resolve();
      });
    add(1);
  });
  expect(trace).toEqual([1, 2, 3]);
});

describe.each(["Node", "React Native"] as const)(
  "in %s, with a clock that a test has put in and taken away",
  (name) => {
    afterEach(() => vi.useRealTimers());

    it("runs by the clock there is, and nothing waits for what the other one left", async () => {
      places[name]();
      const { queueTask } = createTaskQueue();
      const ran = vi.fn();
      vi.useFakeTimers();
      queueTask(ran);
      vi.runAllTimers();
      expect(ran).toHaveBeenCalledOnce();
      queueTask(() => undefined);
      vi.useRealTimers();
      await new Promise<void>((resolve) => queueTask(resolve));
    });

    it("loses no event where it has gone for good", async () => {
      places[name]();
      const { queueTask } = createTaskQueue();
      await new Promise<void>((resolve) => queueTask(resolve));
      vi.stubGlobal("setImmediate", undefined);
      await new Promise<void>((resolve) => queueTask(resolve));
    });
  },
);
