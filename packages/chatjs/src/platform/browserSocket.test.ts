import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openBrowserSocket } from "./browserSocket.js";

class RawSocket {
  static last: RawSocket;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string; wasClean: boolean }) => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    RawSocket.last = this;
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
  raw.onopen?.();
  raw.onmessage?.({ data: "text" });
  raw.onmessage?.({ data: bytes });
  raw.onclose?.({ code: 1000, reason: "done", wasClean: true });
  expect(trace).toEqual(["opened", "text", bytes, { code: 1000, reason: "done", wasClean: true }]);
});

it("says closed once when an error and a close come together, with what the close says", () => {
  const { trace, raw } = open();
  raw.onerror?.();
  raw.onclose?.({ code: 1009, reason: "too big", wasClean: true });
  expect(trace).toEqual([{ code: 1009, reason: "too big", wasClean: true }]);
});

it("holds nothing of its listeners after closed", () => {
  const { raw } = open();
  raw.onclose?.(lost);
  expect([raw.onopen, raw.onmessage, raw.onclose]).toEqual([null, null, null]);
});

it("says what to do where there is no WebSocket (CP-81)", () => {
  vi.stubGlobal("WebSocket", undefined);
  expect(() => open()).toThrow(ReferenceError);
  expect(() => open()).toThrow(/there is no WebSocket here.*globalThis\.WebSocket/);
});
