import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage } from "../support/chatStage.js";
import { CHAT, chatEvent, chatItem, namesAndIds, playScripted, shownItems } from "../support/scriptedChat.js";
import type { ScriptedChat } from "../support/scriptedChat.js";
import {
  callSession,
  createSession,
  createStubManager,
  eventsOf,
  listen,
  tellManager,
} from "../support/sessionScripts.js";
import { item, message, named, waitForEvent } from "../support/waitForEvent.js";

const key = "agent";
let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
}, 60_000);
afterAll(() => stage.close());

describe("the end of a chat", () => {
  const after = async ({ call }: ScriptedChat) => {
    const text = { message: "late", contentType: "text/plain" };
    const outcomes = [
      await call("sendMessage", text),
      await call("sendEvent", { contentType: "application/vnd.amazonaws.connect.event.typing" }),
      await call("getTranscript", {}),
      await call("sendAttachment", { attachment: {} }),
      await call("downloadAttachment", { attachmentId: "a" }),
      await call("getAttachmentURL", { attachmentId: "a" }),
      await call("disconnectParticipant"),
    ];
    return outcomes.map(({ kind, failure }) => [kind, failure?.text]);
  };

  test("comes as a message, then as the end, after which nothing comes and nothing can be sent (CP-07)", async () => {
    const { ours, upstream } = await playScripted(stage, async (chat) => {
      const { create, connect, service, wait, events } = chat;
      await create();
      await connect();
      service.sendItem(chatItem("before"));
      service.sendItem(chatEvent("end", "chat.ended"));
      service.sendItem(chatItem("after"));
      const end = await wait(named("CHAT_ENDED"));
      return { names: namesAndIds(await events()), data: end.event.data, calls: await after(chat) };
    });
    expect(ours).toEqual({
      names: [
        ["INCOMING_MESSAGE", "before"],
        ["INCOMING_MESSAGE", "end"],
        ["CHAT_ENDED", undefined],
      ],
      data: null,
      calls: [
        "sendMessage",
        "sendEvent",
        "getTranscript",
        "sendAttachment",
        "downloadAttachment",
        "getAttachmentURL",
        "disconnectParticipant",
      ].map((method) => ["rejected", `Failed to call ${method}, No active connection`]),
    });
    expect(ours).toEqual(upstream);
  });

  test("is known from a 403 after a loss (CP-08)", async () => {
    const { ours, upstream } = await playScripted(stage, async (chat) => {
      const { create, connect, service, wait, events } = chat;
      await create();
      await connect();
      const headers = { "x-amzn-errortype": "AccessDeniedException" };
      service.script(() => ({ status: 403, headers, body: { message: "Access denied" } }));
      service.dropSockets();
      await wait(named("CHAT_ENDED"));
      return { events: shownItems(await events()), calls: await after(chat) };
    });
    expect(ours.events.map(({ name }) => name)).toEqual([
      "CONNECTION_LOST",
      "INCOMING_MESSAGE",
      "CHAT_ENDED",
    ]);
    expect(ours).toEqual(upstream);
  });

  test("has not come before connect(): calls reject with the same text", async () => {
    const { ours, upstream } = await playScripted(stage, async (chat) => {
      await chat.create();
      return after(chat);
    });
    expect(ours[0]).toEqual(["rejected", "Failed to call sendMessage, No active connection"]);
    expect(ours).toEqual(upstream);
  });
});

test("after transfer.succeeded an agent's session hears no more, and can still send (CP-14)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ page, service }) => {
    await page.run(createStubManager, "stub");
    await page.run(createSession, {
      key,
      endpoint: service.url,
      args: { chatDetails: CHAT, type: "AGENT" },
      manager: "stub",
      connectionTokenUrl: "fails",
    });
    await page.run(callSession, { key, method: "connect" });
    const tell = (one: object) => page.run(tellManager, { key: "stub", event: "aws/chat", item: one });
    await tell(chatItem("before"));
    await tell(chatEvent("transfer", "transfer.succeeded"));
    await waitForEvent({ place: page, key }, item("transfer.succeeded"));
    // Ours has let go of the manager by now, so that there is nobody to tell.
    const isHeard = await tell(chatItem("after")).then(
      () => true,
      () => false,
    );
    const sent = await page.run(callSession, {
      key,
      method: "sendMessage",
      args: [{ message: "bye", contentType: "text/plain" }],
    });
    return { names: namesAndIds(await page.run(eventsOf, key)), isHeard, sent: sent.kind };
  });
  expect(ours).toEqual({
    names: [
      ["INCOMING_MESSAGE", "before"],
      ["INCOMING_MESSAGE", "transfer"],
    ],
    isHeard: false,
    sent: "resolved",
  });
  expect(ours.names).toEqual(upstream.names);
  expect(ours.sent).toEqual(upstream.sent);
});

test("cleanUpOnParticipantDisconnect removes all handlers at once, and new ones work (CP-07)", async () => {
  const { ours, upstream } = await playScripted(stage, async (chat) => {
    const { create, connect, service, call, page, wait, events } = chat;
    await create();
    await connect();
    service.sendItem(chatItem("before"));
    await wait(message({ Id: "before" }));
    const { kind, value } = await call("controller.cleanUpOnParticipantDisconnect");
    await page.run(listen, { key: "customer", method: "onTyping" });
    service.sendItem(chatItem("unheard"));
    service.sendItem(chatEvent("typing", "typing"));
    await wait(named("INCOMING_TYPING"));
    await page.run(listen, { key: "customer", method: "onMessage" });
    service.sendItem(chatItem("after"));
    await wait(message({ Id: "after" }));
    const sent = await call("sendMessage", { message: "still here", contentType: "text/plain" });
    return { kind, value, sent: sent.kind, names: namesAndIds(await events()) };
  });
  expect(ours).toEqual({
    kind: "returned",
    value: undefined,
    sent: "resolved",
    names: [
      ["INCOMING_MESSAGE", "before"],
      ["INCOMING_TYPING", "typing"],
      ["INCOMING_MESSAGE", "after"],
    ],
  });
  expect(ours).toEqual(upstream);
});
