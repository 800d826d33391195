import { describe, expect, it, vi } from "vitest";
import { createObservedValue } from "./observedValue.js";

const observe = () => {
  const errors: unknown[] = [];
  const value = createObservedValue("a", (error) => errors.push(error));
  return { ...value, errors };
};

describe("an observed value", () => {
  it("tells of each real change once, after it, with the value before", () => {
    const { get, set, onChange } = observe();
    const heard: unknown[] = [];
    onChange((next, previous) => heard.push([next, previous, get()]));
    for (const next of ["a", "b", "b", "c"]) set(next);
    expect(heard).toEqual([
      ["b", "a", "b"],
      ["c", "b", "c"],
    ]);
  });

  it("tells of changes in order, also of those that a handler causes", () => {
    const { set, onChange } = observe();
    const heard: string[] = [];
    onChange((next) => {
      if (next === "b") set("c");
    });
    onChange((next) => heard.push(next));
    set("b");
    expect(heard).toEqual(["b", "c"]);
  });

  it("leaves out who has unsubscribed, in the middle of a change too, and whose signal was aborted", () => {
    const { set, onChange } = observe();
    const heard: string[] = [];
    const abort = new AbortController();
    onChange(() => unsubscribe());
    const unsubscribe = onChange(() => heard.push("unsubscribed"));
    onChange(() => heard.push("aborted"), { signal: abort.signal });
    onChange(() => heard.push("aborted before"), { signal: AbortSignal.abort() });
    abort.abort();
    set("b");
    expect(heard).toEqual([]);
  });

  it("reports what a handler throws, and tells the others", () => {
    const { set, onChange, errors } = observe();
    const heard: string[] = [];
    onChange(() => {
      throw new Error("mine");
    });
    onChange((next) => heard.push(next));
    set("b");
    set("c");
    expect([heard, errors]).toEqual([
      ["b", "c"],
      [new Error("mine"), new Error("mine")],
    ]);
  });

  it("refuses what is no function", () => {
    expect(() => observe().onChange(undefined as never)).toThrow("the handler must be a function");
  });
});

it("calls each handler in the zone.js zone that it was subscribed in", () => {
  const { set, onChange } = observe();
  const run = vi.fn(
    (callback: (...args: readonly string[]) => unknown, _this: unknown, args: readonly string[]) =>
      callback(...args),
  );
  const heard = vi.fn();
  vi.stubGlobal("Zone", { current: { run } });
  onChange(heard);
  vi.unstubAllGlobals();
  set("b");
  expect(run.mock.calls).toEqual([[heard, undefined, ["b", "a"]]]);
  expect(heard).toHaveBeenCalledWith("b", "a");
});
