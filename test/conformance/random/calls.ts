import { eventContentType, MESSAGE_TYPES, SENT_EVENT_TYPES } from "@amazon-connect-chat/protocol";
import { pick } from "../../simulation/dice.js";
import type { Dice } from "../../simulation/dice.js";
import type { Call } from "./play.js";

const METADATA = [undefined, null, 0, "", false, "mine", { deep: [1, null] }, ["a"]];
const CONTENT_TYPES = [...MESSAGE_TYPES, ...SENT_EVENT_TYPES.map(eventContentType)];
/** Receipts are calls of their own. */
const EVENTS = SENT_EVENT_TYPES.filter((type) => !type.startsWith("message.")).map(eventContentType);
const TYPING = eventContentType("typing");

/** Makes calls that a page may make, with good arguments and some that are odd. */
export interface CallMaker {
  /** Any but the following. */
  next(of: number): Call;
  message(of: number): Call;
  transcript(of: number): Call;
  receipt(of: number): Call;
}

export interface CallOptions {
  /** Typing is shared by all sessions in 5.0.0 (CP-31). */
  readonly hasTyping: boolean;
  readonly isAgent: boolean;
  /** Whether the page follows the transcript: not every page is one of that in 5.0.0 and here (CP-35). */
  readonly isFollowed: boolean;
}

export function createCallMaker(dice: Dice, { hasTyping, isAgent, isFollowed }: CallOptions): CallMaker {
  let count = 0;
  const events = hasTyping ? [...EVENTS, TYPING, TYPING] : EVENTS.filter((type) => type !== TYPING);
  /** Receipts are of the message that was named last, and all wait or none: what else goes out is CP-32. */
  let lastMessage = 1;
  const isUnthrottled = dice.chance(0.2);
  const maybe = (chance: number, members: object) => (dice.chance(chance) ? members : {});
  const common = () => ({
    ...maybe(0.5, { metadata: pick(dice, METADATA) }),
    ...maybe(0.3, { clientToken: `token-${++count}` }),
  });
  const message = () => ({
    message: `text ${++count}`,
    contentType: dice.chance(0.8) ? pick(dice, ["text/plain", "text/markdown"]) : pick(dice, CONTENT_TYPES),
    ...common(),
  });
  const event = () => ({
    contentType: dice.chance(0.8) ? pick(dice, events) : pick(dice, MESSAGE_TYPES),
    // Other texts: CP-74.
    ...maybe(0.3, { content: pick(dice, ["", '{"a":1}', "7", '"text"', "null", { a: [1] }, null]) }),
    ...common(),
  });
  const badMessage = () =>
    pick(dice, [
      { contentType: "text/plain" },
      { message: 7, contentType: "text/plain" },
      { message: null, contentType: "text/plain" },
      { message: "x" },
      { message: "x", contentType: "text/html" },
      { message: "x", contentType: "" },
      undefined,
      null,
    ]);
  const transcript = () => ({
    ...maybe(0.4, { maxResults: pick(dice, [0, 1, 15, 99, "5", null]) }),
    ...maybe(0.4, { scanDirection: pick(dice, ["FORWARD", "BACKWARD", "", "odd"]) }),
    ...maybe(0.4, { sortOrder: pick(dice, ["ASCENDING", "DESCENDING", null]) }),
    ...maybe(isFollowed ? 0 : 0.3, {
      startPosition: pick(dice, [
        { id: "item-1" },
        { absoluteTime: "2031-02-03T04:05:06.789Z" },
        { mostRecent: 0 },
        { mostRecent: 3, id: "" },
        {},
        null,
      ]),
    }),
    ...maybe(0.3, { nextToken: pick(dice, ["next", "", null]) }),
    ...maybe(isFollowed ? 0 : 0.1, { contactId: pick(dice, ["another", "", null]) }),
    ...common(),
  });
  const file = () => ({
    attachment: {
      file: pick(dice, ["a.txt", "ü ber.pdf", "x"]),
      type: pick(dice, ["text/plain", "application/pdf", ""]),
      text: pick(dice, ["", "four"]),
    },
    ...common(),
  });
  const makers: readonly (readonly [method: string, args: () => unknown])[] = [
    ["sendMessage", message],
    ["sendMessage", message],
    ["sendMessage", badMessage],
    ["sendEvent", event],
    ["sendEvent", event],
    ["getTranscript", transcript],
    ["getTranscript", () => (dice.chance(0.5) ? undefined : null)],
    ["sendAttachment", file],
    ["downloadAttachment", () => ({ attachmentId: pick(dice, ["file-1", "", undefined]), ...common() })],
    ["getAttachmentURL", () => ({ attachmentId: pick(dice, ["file-1", "", null]), ...common() })],
    ["describeView", () => ({ viewToken: pick(dice, ["view-token", "a/b c?d=e&f"]), ...common() })],
    [
      "getAuthenticationUrl",
      () => ({
        redirectUri: pick(dice, ["https://page.test/back", ""]),
        ...maybe(0.8, { sessionId: "session-1" }),
        ...common(),
      }),
    ],
    ["cancelParticipantAuthentication", () => ({ ...maybe(0.8, { sessionId: "session-1" }), ...common() })],
    ["getChatDetails", () => undefined],
    ["controller.getConnectionStatus", () => undefined],
    ["controller.disconnectParticipant", () => undefined],
    isAgent
      ? ["cleanUpOnParticipantDisconnect", () => undefined]
      : ["disconnectParticipant", () => ({ metadata: 1 })],
  ];
  const rare = ["cleanUpOnParticipantDisconnect"];
  const callOf = (method: string, args: unknown, of: number): Call => ({
    call: method,
    args: args === undefined ? [] : [args],
    of,
  });
  return {
    next(of) {
      const [method, args] = pick(dice, makers);
      if (rare.includes(method) && dice.chance(0.8)) return callOf("sendMessage", message(), of);
      return callOf(method, args(), of);
    },
    message: (of) => callOf("sendMessage", message(), of),
    transcript: (of) => callOf("getTranscript", transcript(), of),
    receipt(of) {
      if (dice.chance(0.4)) lastMessage += 1;
      const kind = dice.chance(0.5) ? "read" : "delivered";
      const content = {
        messageId: dice.chance(0.95) ? `item-${lastMessage}` : "",
        ...(isUnthrottled && { disableThrottle: true }),
      };
      return callOf(
        "sendEvent",
        {
          contentType: eventContentType(`message.${kind}`),
          content: dice.chance(0.8) ? JSON.stringify(content) : content,
          ...common(),
        },
        of,
      );
    },
  };
}
