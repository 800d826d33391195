import { eventContentType } from "@amazon-connect-chat/protocol";
import type { EventType } from "@amazon-connect-chat/protocol";
import { describe, expect, it } from "vitest";
import { httpError } from "../../test/defects/liveService.js";
import { CHAT, chatEnded, connectCustomer, createFakeService, message } from "../../test/fakeService.js";
import { createFakeStreams } from "../../test/fakeStreams.js";
import { createChatJS } from "../chatSession.js";
import { ChatError } from "../errors.js";
import { EVENTS } from "./eventNames.js";
import type { EventName } from "./eventNames.js";

type Play = (streams: ReturnType<typeof createFakeStreams>) => void;

const receipt = (time: "ReadTimestamp" | "DeliveredTimestamp") =>
  message("receipt", {
    Type: "MESSAGEMETADATA",
    MessageMetadata: {
      MessageId: "own",
      Receipts: [{ [time]: "2026-01-01T00:00:01.000Z", RecipientParticipantId: "another" }],
    },
  });
const lose: Play = ({ tell }) => tell("onConnectionLost", { code: 1006, reason: "" });
/** What raises the events that no item of their own type raises. */
const PLAYS: { readonly [Name in EventName]?: Play } = {
  INCOMING_MESSAGE: ({ hear }) => hear(message("said")),
  INCOMING_READ_RECEIPT: ({ hear }) => hear(receipt("ReadTimestamp")),
  INCOMING_DELIVERED_RECEIPT: ({ hear }) => hear(receipt("DeliveredTimestamp")),
  TRANSCRIPT_UPDATED: ({ hear }) => hear(message("said")),
  CONNECTION_ESTABLISHED({ tell }) {
    tell("onConnectionLost");
    tell("onConnectionGain");
  },
  CONNECTION_LOST: lose,
  CONNECTION_BROKEN: ({ tell }) => tell("onInitFailure"),
  RECONNECTING: ({ tell }) => tell("onReconnecting", { attempt: 1, retryAtMs: 5 }),
  TRANSCRIPT_GAP({ tell }) {
    tell("onConnectionLost");
    tell("onConnectionGain");
  },
  DEEP_HEARTBEAT_SUCCESS: ({ tell }) => tell("onDeepHeartbeatSuccess"),
  DEEP_HEARTBEAT_FAILURE: ({ tell }) => tell("onDeepHeartbeatFailure"),
  CHAT_ENDED: ({ hear }) => hear(chatEnded),
};
const playOf = (name: EventName, type?: EventType): Play =>
  PLAYS[name] ??
  (({ hear }) => hear(message("item", { Type: "EVENT", ContentType: type && eventContentType(type) })));

const rows = (["AGENT", "CUSTOMER"] as const).flatMap((type) =>
  EVENTS.map(
    ({ method, name, raisedBy }) => [type, method, name, playOf(name, raisedBy || undefined)] as const,
  ),
);

describe("the event can be posted to another window, as Streams does with those of agents (CP-06)", () => {
  it.each(rows)("of an %s's %s", async (type, _method, name, play) => {
    const { platform, answers } = createFakeService();
    const streams = createFakeStreams({ reconnects: name === "RECONNECTING" });
    const session = createChatJS(platform).ChatSession.create({
      type: type as "AGENT",
      chatDetails: {
        ...CHAT,
        getConnectionToken: () =>
          Promise.resolve({ chatTokenTransport: { participantToken: "ct.agent", expiry: "soon" } }),
      },
      websocketManager: streams.manager,
    });
    const connecting = session.connect();
    await platform.settle();
    streams.tell("onConnectionGain");
    await connecting;
    await platform.settle();
    if (name === "TRANSCRIPT_GAP") answers.set("/participant/transcript", httpError(403));
    const events: object[] = [];
    session.controller.subscribe(name, (event) => events.push(event));
    play(streams);
    await platform.settle();
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) {
      expect(structuredClone(event)).toEqual(event);
      expect(event).toMatchObject({ chatDetails: { contactId: CHAT.contactId } });
    }
  });
});

it("has results that can be posted to another window, and errors whose copies can (CP-06, CP-23)", async () => {
  const { session, answers, platform } = await connectCustomer();
  const metadata = { id: 7 };
  const send = () => session.sendMessage({ message: "Hello", contentType: "text/plain", metadata });
  for (const result of [await send(), await session.getTranscript({}), session.getChatDetails()])
    expect(structuredClone(result)).toEqual(result);

  answers.set("/participant/message", httpError(400));
  answers.set("/participant/connection", httpError(403));
  const receipt = session.sendEvent({
    contentType: eventContentType("message.read"),
    content: "{}",
    metadata,
  });
  const failing = [
    send(),
    receipt,
    createChatJS(platform).ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT }).connect(),
  ];
  for (const outcome of failing) {
    const error: unknown = await outcome.catch((reason: unknown) => reason);
    if (!(error instanceof ChatError)) throw new Error("it should have failed");
    const { code, message: text, metadata: given } = error;
    expect(structuredClone(Object.assign({}, error))).toMatchObject({ code, message: text, metadata: given });
    expect(structuredClone(error).message).toBe(text);
  }
});
