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
    const queueTask = createTaskQueue();
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
  createTaskQueue()(() => undefined);
  expect(ports).toHaveLength(1);
});

it("uses no message port in Node, since that would keep the process alive", () => {
  vi.stubGlobal("MessageChannel", RecordedChannel);
  createTaskQueue()(() => undefined);
  expect(ports).toHaveLength(0);
});

it("takes tasks that come while it empties, and runs each once", async () => {
  const queueTask = createTaskQueue();
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
