import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openBrowserSocket } from "./browserSocket.js";

/** With no more than 5.0.0 needs, as pages' tests and wrappers may have it. */
class RawSocket {
  static last: RawSocket;
  readonly listeners = new Map<string, (event: object) => void>();
  constructor(readonly url: string) {
    RawSocket.last = this;
  }
  addEventListener(type: string, listener: (event: object) => void) {
    this.listeners.set(type, listener);
  }
  removeEventListener(type: string) {
    this.listeners.delete(type);
  }
  tell(type: string, event: object = {}) {
    this.listeners.get(type)?.(event);
  }
}

beforeEach(() => vi.stubGlobal("WebSocket", RawSocket));
afterEach(() => vi.unstubAllGlobals());

function open() {
  const trace: unknown[] = [];
  openBrowserSocket((work) => work(), "ws://localhost/", {
    opened: () => trace.push("opened"),
    closed: (closing) => trace.push(closing),
    received: (data) => trace.push(data),
  });
  return { trace, raw: RawSocket.last };
}
const lost = { code: 1006, reason: "", wasClean: false };

it("hands on what happens, binary data as it came", () => {
  const { trace, raw } = open();
  const bytes = new ArrayBuffer(1);
  raw.tell("open");
  raw.tell("message", { data: "text" });
  raw.tell("message", { data: bytes });
  raw.tell("close", { code: 1000, reason: "done", wasClean: true });
  expect(trace).toEqual(["opened", "text", bytes, { code: 1000, reason: "done", wasClean: true }]);
});

it("says closed once when an error and a close come together, with what the close says", () => {
  const { trace, raw } = open();
  raw.tell("error");
  raw.tell("close", { code: 1009, reason: "too big", wasClean: true });
  expect(trace).toEqual([{ code: 1009, reason: "too big", wasClean: true }]);
});

it("holds nothing of its listeners after closed", () => {
  const { raw } = open();
  raw.tell("close", lost);
  expect(raw.listeners.size).toBe(0);
});

it("says what to do where there is no WebSocket (CP-81)", () => {
  vi.stubGlobal("WebSocket", undefined);
  expect(() => open()).toThrow(ReferenceError);
  expect(() => open()).toThrow(/there is no WebSocket here.*globalThis\.WebSocket/);
});
