import { expect, it, vi } from "vitest";
import { createChatLife } from "./chatLife.js";

/** A session that tells who listens, and how often it was closed. */
function createSession(connect: () => Promise<unknown> = () => Promise.resolve()) {
  const handlers = new Set<() => unknown>();
  const onEnded = (handler: () => unknown) => {
    handlers.add(handler);
    return () => handlers.delete(handler);
  };
  return { connect, close: vi.fn(), onEnded, handlers };
}
const statusOf = ({ get }: { get(): { readonly status: string } }) => get().status;
const reportError = (error: unknown) => {
  throw error;
};

it("hears of a session no more once it is let go, by whomever it was made", async () => {
  const session = createSession();
  const life = createChatLife(() => session, reportError);
  for (let count = 0; count < 3; count++) {
    life.start();
    await vi.waitFor(() => expect(statusOf(life)).toBe("open"));
    expect(session.handlers.size).toBe(1);
    life.stop();
    expect(session.handlers.size).toBe(0);
  }
});

it("hears of a session no more that could not be connected", async () => {
  const session = createSession(() => Promise.reject(new Error("no")));
  const life = createChatLife(() => session, reportError);
  life.start();
  await vi.waitFor(() => expect(statusOf(life)).toBe("failed"));
  expect([session.handlers.size, session.close.mock.calls.length]).toEqual([0, 1]);
});

it("stops the outbox of a session that cannot be closed, but only left", async () => {
  const { connect, onEnded } = createSession();
  const outbox = { stop: vi.fn() };
  const controller = { breakConnection: vi.fn() };
  const life = createChatLife(() => ({ connect, onEnded, outbox, controller }), reportError);
  life.start();
  await vi.waitFor(() => expect(statusOf(life)).toBe("open"));
  life.stop();
  expect(outbox.stop).toHaveBeenCalledTimes(1);
  expect(controller.breakConnection).toHaveBeenCalledTimes(1);
});

it("goes on hearing of the next session when one that was let go fails", async () => {
  let fail: () => void = () => undefined;
  const first = createSession(
    () => new Promise((_resolve, reject) => (fail = () => reject(new Error("no")))),
  );
  const second = createSession();
  const sessions = [first, second];
  const life = createChatLife(() => sessions.shift() ?? second, reportError);
  life.start();
  await vi.waitFor(() => expect(first.handlers.size).toBe(1));
  life.stop();
  life.start();
  await vi.waitFor(() => expect(statusOf(life)).toBe("open"));
  fail();
  await vi.waitFor(() => expect(first.close).toHaveBeenCalledTimes(2));
  expect([statusOf(life), second.handlers.size]).toEqual(["open", 1]);
});
