import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";

test.each(["watchContacts", "watchItems", "watchRequests", "watchTraffic"] as const)(
  "an error of a listener of %s is its own: the chat goes on, and the others are told",
  async (watch) => {
    const stage = createStage();
    const { control } = stage.emulator;
    const thrown: unknown[] = [];
    const onError = (error: unknown) => void thrown.push(error);
    process.on("uncaughtException", onError);
    control[watch](() => {
      throw new Error("mine");
    });
    let told = 0;
    const stop = control[watch](() => void (told += 1));
    const customer = await stage.customer();
    await customer.call("SendMessage", { Content: "Hi", ContentType: "text/plain" });
    stage.clock.advance(0);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("uncaughtException", onError);
    expect(control.getContact(customer.contactId).contact.state).toBe("QUEUED");
    expect(told).toBeGreaterThan(0);
    expect(thrown).toHaveLength(told);
    stop();
  },
);

test.each([
  ["startChat", {}, "displayName"],
  ["startChat", { displayName: "Avery", attributes: { tier: 1 } }, "attributes.tier"],
  ["inviteAgent", { displayName: "Robin" }, "agentId"],
  ["say", { content: 7 }, "content"],
  ["say", null, "content"],
  ["type", {}, "participantId"],
  ["stream", { chunks: [] }, "chunks"],
  ["sendEvent", { event: "nonsense" }, "event"],
  ["dropSockets", { how: "politely" }, "how"],
  ["expireTokens", { kind: "ticket" }, "kind"],
])("a program without a compiler hears what is wrong with %s(%j)", async (verb, input, member) => {
  const { emulator, customer } = createStage();
  const { contactId } = await customer();
  const { control } = emulator;
  const before = control.exportWorld();
  const call = control[verb as "say"] as (given: unknown) => unknown;
  expect(() => call(input && { contactId, ...input })).toThrow(
    expect.objectContaining({
      code: "InvalidRequest",
      message: expect.stringContaining(`unable to read the request; ${input ? member : "body"}`),
    }),
  );
  expect(control.exportWorld()).toEqual(before);
});

test("what may be left out may be left out altogether", async () => {
  const { emulator, customer } = createStage();
  await customer();
  expect(emulator.control.expireTokens()).toBeGreaterThan(0);
});
