import { describe, expect, it } from "vitest";
import { createSharedEvents, keysOf } from "./sharedEvents.js";

const event = (type: string, content?: unknown) => ({
  ContentType: `application/vnd.amazonaws.connect.event.${type}`,
  ...(content !== undefined && { Content: typeof content === "string" ? content : JSON.stringify(content) }),
});
const read = event("message.read", { messageId: "m1" });
const delivered = event("message.delivered", { messageId: "m1" });
const typing = event("typing");

describe("what makes two events one", () => {
  it.each([
    ["typing", typing, ["typing"]],
    ["a read receipt", read, ["read m1"]],
    ["a delivered one, which a read one includes", delivered, ["delivered m1", "read m1"]],
    ["a receipt without a message", event("message.read", {}), []],
    ["a receipt whose content is no JSON", event("message.read", "m1"), []],
    ["a receipt for what is no text", event("message.read", { messageId: 5 }), []],
    ["another event", event("connection.acknowledged"), []],
    ["no event", { ContentType: "text/plain" }, []],
  ])("%s", (_, input, keys) => expect(keysOf(input)).toEqual(keys));
});

describe("events of all tabs", () => {
  function createStage() {
    const told: string[] = [];
    let nowMs = 0;
    let sent = 0;
    const events = createSharedEvents(
      () => nowMs,
      (key) => told.push(key),
    );
    const send = (input: typeof typing) =>
      events.once(input, () => Promise.resolve({ Id: String((sent += 1)) }));
    return { events, told, send, at: (ms: number) => (nowMs = ms) };
  }

  it.each([
    ["typing within ten seconds", typing, typing, 9_999, "1"],
    ["typing after them", typing, typing, 10_000, "2"],
    ["typing when the clock was put back", typing, typing, -1, "2"],
    ["a receipt at any time", read, read, 1_000_000, "1"],
    ["delivered after read", read, delivered, 0, "1"],
    ["read after delivered", delivered, read, 0, "2"],
  ])("share an outcome: %s", async (_, first, second, atMs, Id) => {
    const { send, at } = createStage();
    expect(await send(first)).toEqual({ Id: "1" });
    at(atMs);
    expect(await send(second)).toEqual({ Id });
  });

  it("are told to the other tabs when they went out, and what those tell counts", async () => {
    const { events, send, told } = createStage();
    await send(read);
    expect(told).toEqual(["read m1"]);
    events.learned("typing", { Id: "theirs" });
    expect(await send(typing)).toEqual({ Id: "theirs" });
  });

  it("may be sent again after a failure", async () => {
    const { events, send, told } = createStage();
    await expect(events.once(typing, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(told).toEqual([]);
    expect(await send(typing)).toEqual({ Id: "1" });
  });

  it("are forgotten after the thousand that followed", async () => {
    const { send } = createStage();
    for (let nth = 0; nth <= 1_000; nth += 1) await send(event("message.read", { messageId: `m${nth}` }));
    expect(await send(event("message.read", { messageId: "m1" }))).toEqual({ Id: "2" });
    expect(await send(event("message.read", { messageId: "m0" }))).toEqual({ Id: "1002" });
  });
});
