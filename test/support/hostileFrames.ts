import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChatPlace } from "./chatPlace.js";
import { startScriptedService } from "./scriptedService.js";
import type { ScriptedService } from "./scriptedService.js";
import { callSession, createSession, eventsOf } from "./sessionScripts.js";
import { message, waitForEvent } from "./waitForEvent.js";
import { waitUntil } from "./waitUntil.js";

const key = "customer";
const contactId = "contact-1";
const envelope = (content: unknown) =>
  JSON.stringify({ topic: "aws/chat", contentType: "application/json", content });
const good = (Id: string, more: object = {}) => ({
  Id,
  Type: "MESSAGE",
  ContentType: "text/plain",
  Content: "hello",
  ContactId: contactId,
  AbsoluteTime: "2031-02-03T04:05:06.789Z",
  ...more,
});

/** Frames that no service should send. */
const frames: readonly (readonly [what: string, frame: string | Uint8Array])[] = [
  ["text that is not JSON", "{not json"],
  ["an empty text", ""],
  ["JSON null", "null"],
  ["a list", "[]"],
  ["a number", "42"],
  ["bytes", new Uint8Array([0, 1, 2, 255])],
  ["a megabyte of text that is not JSON", "x".repeat(1_048_576)],
  ["__proto__ in the frame", '{"__proto__":{"polluted":true},"topic":"aws/chat","content":"{}"}'],
  ["a subscription without content", '{"topic":"aws/subscribe"}'],
  ["a topic without content", '{"topic":"aws/chat"}'],
  ["a topic nobody asked for", '{"topic":"aws/other","content":"{}"}'],
  ["content that is not JSON", envelope("{")],
  ["content null", envelope("null")],
  ["a list as content", envelope("[]")],
  ["a number as content", envelope(7)],
  ["__proto__ in the content", envelope('{"__proto__":{"polluted":true}}')],
  ["receipts that are none", envelope('{"Type":"MESSAGEMETADATA","MessageMetadata":{"Receipts":[null]}}')],
  ["a gateway's error", '{"message":"Forbidden","connectionId":"c","requestId":"r"}'],
];

/** What bad frames do to a session: nothing. Run in a place with our library. */
export function hostileFrameTests(title: string, open: () => Promise<ChatPlace>): void {
  describe(title, () => {
    let place: ChatPlace;
    let service: ScriptedService;
    let count = 0;

    const status = async () =>
      (await place.run(callSession, { key, method: "controller.getConnectionStatus" })).value;

    beforeAll(async () => {
      service = await startScriptedService();
      place = await open();
      await place.run(createSession, {
        key,
        endpoint: service.url,
        args: {
          chatDetails: { contactId, participantId: "participant-1", participantToken: "pt.scripted" },
          type: "CUSTOMER",
        },
      });
      await place.run(callSession, { key, method: "connect" });
      await waitUntil(() => expect(service.subscribedCount()).toBe(1));
    });
    afterAll(async () => {
      await place.close();
      await service.close();
    });

    test.each(frames)("skips %s, and keeps the connection and what follows", async (_what, frame) => {
      const Id = `after-${++count}`;
      service.send(frame);
      service.sendItem(good(Id));
      await waitForEvent({ place, key }, message({ Id }));
      expect(await status()).toBe("Established");
      expect(service.subscribedCount()).toBe(1);
    });

    test("hands a megabyte of text over whole", async () => {
      const Content = "y".repeat(1_048_576);
      service.sendItem(good("huge", { Content }));
      const { event } = await waitForEvent({ place, key }, message({ Id: "huge" }));
      expect(event.data.Content).toHaveLength(Content.length);
    });

    test("hands an item with a __proto__ member over without taking its powers", async () => {
      const content = `{"Id":"proto","ContactId":"${contactId}","ContentType":"text/plain","__proto__":{"polluted":true}}`;
      service.send(envelope(content));
      const { event } = await waitForEvent({ place, key }, message({ Id: "proto" }));
      expect(event.data.polluted).toBeUndefined();
      expect(await place.run(() => "polluted" in {}, undefined)).toBe(false);
    });

    test("handed over only what is of this chat, and raised nothing else", async () => {
      const events = await place.run(eventsOf, key);
      const strays = events.filter(
        ({ name, event }) =>
          !(name === "CONNECTION_ESTABLISHED" || /^(after-\d+|huge|proto)$/.test(event.data?.Id)),
      );
      expect(strays).toEqual([]);
      expect(service.requests.map(({ path }) => path)).toEqual(["/participant/connection"]);
      expect(place.complaints).toEqual([]);
    });
  });
}
