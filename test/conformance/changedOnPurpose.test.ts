import { afterAll, beforeAll, expect, test } from "vitest";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage } from "../support/chatStage.js";
import { CHAT, chatEvent, chatItem, playScripted } from "../support/scriptedChat.js";
import type { ScriptedAnswer } from "../support/scriptedService.js";
import { callSession, createSession, listen } from "../support/sessionScripts.js";
import { message, named } from "../support/waitForEvent.js";

const typing = "application/vnd.amazonaws.connect.event.typing";
const text = { message: "hello", contentType: "text/plain" };
const refusal: ScriptedAnswer = {
  status: 403,
  headers: { "x-amzn-errortype": "AccessDeniedException" },
  body: { message: "Access denied" },
};

let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
}, 60_000);
afterAll(() => stage.close());

test("onConnectionEstablished comes once for a connection, with the members of both of 5.0.0's (CP-20)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, connect, events }) => {
    await create();
    await connect();
    return (await events())
      .filter(named("CONNECTION_ESTABLISHED"))
      .map(({ event }) => Object.keys(event).sort());
  });
  const ofConnect = ["_debug", "chatDetails", "connectCalled", "connectSuccess", "metadata"];
  expect(upstream).toEqual([ofConnect, ["chatDetails", "data"]]);
  expect(ours).toEqual([[...ofConnect, "data", "recovered"].sort()]);
});

test("connect() resolves once subscribed, not before the socket is open (CP-21)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, call }) => {
    await create();
    return (await call("connect")).value._debug;
  });
  expect(upstream).toEqual({ websocketStatus: "Starting" });
  expect(ours).toEqual({ websocketStatus: "Connected" });
});

test("a further connect() is a promise, not undefined (CP-22)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, connect, call, service }) => {
    await create();
    await connect();
    const { kind, value } = await call("connect", { metadata: "again" });
    return { kind, value, requests: service.requests.length };
  });
  expect(upstream).toEqual({ kind: "returned", value: undefined, requests: 1 });
  expect(ours).toMatchObject({
    kind: "resolved",
    value: { connectSuccess: true, metadata: "again" },
    requests: 1,
  });
});

test("connect() after a failed one tries again, instead of doing nothing for ever (CP-22)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, call, service }) => {
    await create();
    service.script(() => refusal);
    const first = await call("connect");
    service.script(() => undefined);
    const second = await call("connect");
    return [first.kind, second.kind, (await call("sendMessage", text)).kind];
  });
  expect(upstream).toEqual(["rejected", "returned", "rejected"]);
  expect(ours).toEqual(["rejected", "resolved", "resolved"]);
});

test("every rejection is an Error that reads as before (CP-23)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, call, service }) => {
    await create();
    const failures = [(await call("sendMessage", text)).failure!];
    service.script(() => refusal);
    failures.push((await call("connect")).failure!);
    service.script(() => undefined);
    return failures.map(({ isError, text: asText, connectSuccess, debug }) => ({
      isError,
      asText: connectSuccess === undefined ? asText : "",
      debug,
    }));
  });
  expect(ours.map(({ isError }) => isError)).toEqual([true, true]);
  expect(upstream.map(({ isError }) => isError)).toEqual([false, false]);
  const without = (failures: typeof ours) => failures.map((failure) => ({ ...failure, isError: undefined }));
  expect(without(ours)).toEqual(without(upstream));
});

test("an Id is handed over once (CP-28)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, connect, service, wait, events }) => {
    await create();
    await connect();
    for (const Id of ["a", "a", "b", "a", "last"]) service.sendItem(chatItem(Id));
    await wait(message({ Id: "last" }));
    return (await events()).filter(named("INCOMING_MESSAGE")).map(({ event }) => event.data.Id as string);
  });
  expect(upstream).toEqual(["a", "a", "b", "a", "last"]);
  expect(ours).toEqual(["a", "b", "last"]);
});

test("what came before the first onMessage handler is kept for it (CP-29)", async () => {
  const { ours, upstream } = await playScripted(
    stage,
    async ({ create, call, connect, page, service, wait, events }) => {
      await create({ without: ["onMessage"] });
      await connect();
      service.sendItem(chatItem("early"));
      service.sendItem(chatEvent("marker", "participant.idle"));
      await wait(named("PARTICIPANT_IDLE"));
      await page.run(listen, { key: "customer", method: "onMessage" });
      service.sendItem(chatItem("late"));
      await wait(message({ Id: "late" }));
      expect((await call("getChatDetails")).value.contactId).toBe(CHAT.contactId);
      return (await events()).filter(named("INCOMING_MESSAGE")).map(({ event }) => event.data.Id as string);
    },
  );
  expect(upstream).toEqual(["late"]);
  expect(ours).toEqual(["early", "late"]);
});

/** Makes every wait that is a random part of something a short one. */
function shortenJitter(): void {
  Math.random = () => 0.05;
}

test.each<readonly [what: string, answer: ScriptedAnswer, count: number]>([
  ["no answer", "none", 1],
  ["503, as often as 5.0.0 asks", { status: 503, body: {} }, 3],
])("a reconnection survives a failure: %s (CP-30)", async (_what, answer, count) => {
  const { ours, upstream } = await playScripted(
    stage,
    async ({ page, create, connect, service, wait, events, call }) => {
      await page.run(shortenJitter, undefined);
      await create();
      await connect();
      const before = (await events()).length;
      let failures = 0;
      service.script(() => (failures++ < count ? answer : undefined));
      service.dropSockets();
      const { name } = await wait((event, index) => index >= before && /ESTABLISHED|BROKEN/.test(event.name));
      return [name, (await call("controller.getConnectionStatus")).value];
    },
  );
  expect(upstream).toEqual(["CONNECTION_BROKEN", "Broken"]);
  expect(ours).toEqual(["CONNECTION_ESTABLISHED", "Established"]);
});

test("a 403 after a loss that heartbeats found is the chat's end, not a broken connection (CP-08)", async () => {
  const { ours, upstream } = await playScripted(
    stage,
    async ({ page, create, connect, service, wait, events }) => {
      await page.page.clock.install();
      await create();
      await connect();
      const before = (await events()).length;
      service.fallSilent();
      service.script(() => refusal);
      await page.page.clock.runFor(25_000);
      await wait(({ name }) => name === "CHAT_ENDED" || name === "CONNECTION_BROKEN");
      return (await events()).slice(before).map(({ name }) => name);
    },
  );
  expect(upstream).toEqual(["CONNECTION_BROKEN"]);
  expect(ours).toEqual(["CONNECTION_LOST", "INCOMING_MESSAGE", "CHAT_ENDED"]);
});

test("a navigator that says nothing of the network, as React Native's, does not keep the socket closed (CP-80)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, call, page }) => {
    await page.page.evaluate(() => Object.defineProperty(navigator, "onLine", { value: undefined }));
    await create();
    const { kind } = await call("connect");
    for (let count = 0; count < 3; count += 1) await call("sendMessage", text);
    return { kind, sockets: page.sentFrames.length };
  });
  expect(upstream).toEqual({ kind: "resolved", sockets: 0 });
  expect(ours).toEqual({ kind: "resolved", sockets: 1 });
});

test("connect() without a WebSocket says what to do (CP-81)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, call, page }) => {
    await page.page.evaluate(() => Reflect.deleteProperty(globalThis, "WebSocket"));
    await create();
    const { kind, failure } = await call("connect");
    return { kind, saysWhatToDo: JSON.stringify(failure).includes("set globalThis.WebSocket") };
  });
  expect(upstream).toEqual({ kind: "rejected", saysWhatToDo: false });
  expect(ours).toEqual({ kind: "rejected", saysWhatToDo: true });
});

test("typing in one chat does not silence another (CP-31)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, call, page, service }) => {
    await create();
    await call("connect");
    const args = { chatDetails: { ...CHAT, contactId: "contact-2" }, type: "CUSTOMER" };
    await page.run(createSession, { key: "second", endpoint: service.url, args });
    await page.run(callSession, { key: "second", method: "connect" });
    for (const key of ["customer", "second"])
      await page.run(callSession, { key, method: "sendEvent", args: [{ contentType: typing }] });
    return service.requests.filter(({ path }) => path === "/participant/event").length;
  });
  expect(upstream).toBe(1);
  expect(ours).toBe(2);
});
