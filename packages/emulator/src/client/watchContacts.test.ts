import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ContactSummary } from "../control/contactSummary.js";
import { ControlError } from "../control/controlError.js";
import { watchContacts } from "./watchContacts.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const contact = (contactId: string) => ({ contactId }) as ContactSummary;
const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** A service whose streams are written by hand. */
function createService() {
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  let isUp = true;
  return {
    attempts: 0,
    streams,
    setUp: (up: boolean) => (isUp = up),
    open() {
      this.attempts += 1;
      if (!isUp) return Promise.reject(new ControlError("Unreachable", "unable to reach the emulator"));
      const start = (controller: ReadableStreamDefaultController<Uint8Array>) =>
        void streams.push(controller);
      return Promise.resolve(new ReadableStream<Uint8Array>({ start }));
    },
    write(text: string) {
      streams.at(-1)?.enqueue(new TextEncoder().encode(text));
      return vi.advanceTimersByTimeAsync(0);
    },
  };
}

async function watch() {
  const service = createService();
  const seen: string[] = [];
  const stop = await watchContacts({ open: () => service.open() }, ({ contactId }) => seen.push(contactId));
  return { service, seen, stop };
}

test("changes are told, and not what was before", async () => {
  const { service, seen } = await watch();
  await service.write(event("contacts", [contact("old")]) + event("contact", contact("new")));
  expect(seen).toEqual(["new"]);
});

test("an event may come in pieces, and several at once", async () => {
  const { service, seen } = await watch();
  const text = `:\n\n${event("contact", contact("ä"))}${event("contact", contact("b"))}`;
  for (const byte of new TextEncoder().encode(text)) service.streams[0]?.enqueue(Uint8Array.of(byte));
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toEqual(["ä", "b"]);
});

test("an event is told whatever characters it has", async () => {
  const { service, seen } = await watch();
  await service.write(event("contact", contact("a\u2028b\u2029c\r\n")));
  expect(seen).toEqual(["a\u2028b\u2029c\r\n"]);
});

test("a connection that ends is made again, and all contacts are told then", async () => {
  const { service, seen } = await watch();
  service.streams[0]?.close();
  await vi.advanceTimersByTimeAsync(250);
  await service.write(event("contacts", [contact("a"), contact("b")]));
  expect(seen).toEqual(["a", "b"]);
});

test("attempts become rarer, up to one in five seconds", async () => {
  const { service } = await watch();
  service.setUp(false);
  service.streams[0]?.error(new Error("cut"));
  const counts: number[] = [];
  for (const ms of [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
    await vi.advanceTimersByTimeAsync(ms);
    counts.push(service.attempts);
  }
  expect(counts).toEqual([2, 3, 4, 5, 6, 7, 8]);
});

test("a listener's error is its own: the rest is told all the same", async () => {
  const service = createService();
  const seen: string[] = [];
  const thrown: unknown[] = [];
  const onError = (error: unknown) => void thrown.push(error);
  process.on("uncaughtException", onError);
  const stop = await watchContacts({ open: () => service.open() }, ({ contactId }) => {
    seen.push(contactId);
    throw new Error("mine");
  });
  await service.write(event("contact", contact("a")) + event("contact", contact("b")));
  process.off("uncaughtException", onError);
  stop();
  expect([seen, thrown.length, service.attempts]).toEqual([["a", "b"], 2, 1]);
});

test("a stream that comes when it was stopped is let go of at once", async () => {
  const { service, stop } = await watch();
  const canceled = vi.fn();
  let come: (stream: ReadableStream<Uint8Array>) => void = () => undefined;
  service.open = () => new Promise((resolve) => (come = resolve));
  service.streams[0]?.close();
  await vi.advanceTimersByTimeAsync(250);
  stop();
  come(new ReadableStream({ cancel: canceled }));
  await vi.advanceTimersByTimeAsync(0);
  expect(canceled).toHaveBeenCalledOnce();
});

test.each(["while connected", "while waiting for the next attempt"])(
  "nothing is told or tried after it was stopped %s",
  async (when) => {
    const { service, seen, stop } = await watch();
    if (when !== "while connected") {
      service.streams[0]?.close();
      await vi.advanceTimersByTimeAsync(10);
    }
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([seen, service.attempts, vi.getTimerCount()]).toEqual([[], 1, 0]);
  },
);
