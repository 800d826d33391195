import { EVENT_TYPES, MESSAGE_TYPES } from "@amazon-connect-chat/protocol";
import { CHAT, chatEvent, chatItem } from "../../support/chatItems.js";
import { pick } from "../../simulation/dice.js";
import type { Dice } from "../../simulation/dice.js";

const ROLES = ["AGENT", "CUSTOMER", "SYSTEM", "CUSTOM_BOT", "SUPERVISOR"];
const TYPES = ["MESSAGE", "EVENT", "ATTACHMENT", "CONNECTION_ACK", "MESSAGE_METADATA", "FUTURE"];
const CONTENTS = ["", "hello", '{"a":1}', "ünï 🙂 <b>", "a\nb", "x".repeat(300)];
const ODD_VALUES = [null, 7, "", true, [], {}, "odd"];
const MEMBERS = [
  "AbsoluteTime",
  "Content",
  "ContentType",
  "Type",
  "ParticipantId",
  "DisplayName",
  "ParticipantRole",
  "InitialContactId",
  "ContactId",
  "MessageMetadata",
  "Attachments",
];
/** Both libraries take what these say as it is, wrong or not. */
const FREE_MEMBERS = ["Content", "ParticipantId", "DisplayName", "ParticipantRole"];

/** Makes items that a service may send in a chat, each with an Id of its own (CP-28). */
export interface ItemMaker {
  next(): unknown;
  /** One of those that were made, as it was. */
  again(): unknown;
  /** What comes back of a message that the page has sent. */
  echo(text: string): object;
  /** A page of the transcript. */
  page(): object;
  /** A text that a bot streams, in order (CP-60). Its whole is the last, where it comes to an end. */
  stream(isWhole?: boolean): readonly object[];
  /** An attachment whose status changes. */
  attachment(): readonly object[];
}

/** @param contactIds those of the sessions */
export function createItemMaker(dice: Dice, contactIds: readonly string[]): ItemMaker {
  let count = 0;
  const nextId = () => `item-${++count}`;
  const time = () =>
    new Date(
      Date.UTC(2031, 1, 3, 4, 5) + count * 1_000 - (dice.chance(0.2) ? dice.between(0, 9_000) : 0) + count,
    ).toISOString();
  const contact = () => {
    const ContactId = pick(dice, contactIds);
    return { ContactId, InitialContactId: ContactId };
  };
  const base = () => ({
    AbsoluteTime: time(),
    ParticipantRole: pick(dice, ROLES),
    ...(dice.chance(0.2) && { ParticipantId: CHAT.participantId }),
    ...contact(),
  });

  const message = () =>
    chatItem(nextId(), {
      ...base(),
      ...(dice.chance(0.5) && { Content: pick(dice, CONTENTS) }),
      ...(dice.chance(0.4) && { ContentType: pick(dice, MESSAGE_TYPES) }),
      ...(dice.chance(0.1) && { MessageMetadata: { MessageId: `item-${count}` } }),
      ...(dice.chance(0.1) && { RelatedContactId: "related", Future: { deep: [null, 1] } }),
    });
  /** Of any type but receipts, which have rules of their own, and the end. */
  const event = () => {
    const types = EVENT_TYPES.filter((type) => !/^message\.|chat\.ended|transfer\.succeeded/.test(type));
    return {
      ...chatEvent(nextId(), dice.chance(0.1) ? "future.event" : pick(dice, types)),
      ...base(),
      ...(dice.chance(0.2) && { Content: pick(dice, CONTENTS) }),
    };
  };
  const receipt = () => {
    const stamp = () => (dice.chance(0.9) ? "2031-02-03T04:05:06.789Z" : undefined);
    const MessageId = `item-${dice.between(1, count + 1)}-${++count}`;
    const one = {
      ...(dice.chance(0.6) ? { ReadTimestamp: stamp() } : { DeliveredTimestamp: stamp() }),
      ...(dice.chance(0.1) && { DeliveredTimestamp: stamp() }),
      ...(dice.chance(0.8) && {
        RecipientParticipantId: dice.chance(0.2) ? CHAT.participantId : "participant-2",
      }),
    };
    const Type = dice.chance(0.7) ? "MESSAGEMETADATA" : "EVENT";
    const kind = pick(dice, ["read", "delivered", "metadata"]);
    return chatItem(nextId(), {
      ...base(),
      Content: undefined,
      Type,
      ...((Type === "EVENT" || dice.chance(0.7)) && {
        ContentType: `application/vnd.amazonaws.connect.event.message.${kind}`,
      }),
      MessageMetadata: { MessageId, Receipts: [one] },
    });
  };
  const oddities: readonly (() => object)[] = [
    () => ({ [pick(dice, MEMBERS)]: undefined }),
    () => ({ [pick(dice, MEMBERS)]: undefined }),
    () => ({ [pick(dice, FREE_MEMBERS)]: pick(dice, ODD_VALUES) }),
    () => ({ Type: pick(dice, TYPES) }),
    () => ({ ContentType: pick(dice, ["", "odd", "text/html", "TEXT/PLAIN"]) }),
    () => ({ ContactId: "another", InitialContactId: pick(dice, ["another", ...contactIds]) }),
  ];
  /** Another item with a member that is missing or odd. */
  const odd = () => ({ ...(dice.chance(0.5) ? message() : event()), ...pick(dice, oddities)() });
  const kinds = [message, message, message, event, event, event, receipt, odd, odd];
  const made: unknown[] = [];
  const next = () => {
    const item = pick(dice, kinds)();
    made.push(item);
    return item;
  };
  return {
    next,
    again: () => (made.length ? pick(dice, made) : next()),
    echo: (text) =>
      chatItem(`sent ${text}`, {
        AbsoluteTime: "2031-02-03T04:30:00.000Z",
        Content: text,
        ParticipantId: CHAT.participantId,
        ParticipantRole: "CUSTOMER",
        ...contact(),
      }),
    page: () => ({
      InitialContactId: "contact-1",
      Transcript: Array.from({ length: dice.between(0, 4) }, () =>
        dice.chance(0.3) && made.length ? pick(dice, made) : dice.chance(0.7) ? message() : event(),
      ).filter((item) => !String((item as { Type?: unknown }).Type).includes("METADATA")),
      ...(dice.chance(0.5) && { NextToken: `page-${++count}` }),
    }),
    stream(isWhole = dice.chance(0.7)) {
      const Id = nextId();
      const more = { ParticipantRole: "SYSTEM", DisplayName: "BOT", ...contact() };
      const words = Array.from({ length: dice.between(1, 4) }, (_, index) => `word${index} `);
      const piece = (Content: string, ChunkNumber: number, MessageCompleted: boolean) =>
        chatItem(Id, {
          ...more,
          AbsoluteTime: time(),
          Content,
          MessageMetadata: { MessageId: Id, MessageCompleted, ChunkNumber },
        });
      const pieces = words.map((word, index) => piece(word, index + 1, false));
      return isWhole ? [...pieces, piece(words.join(""), words.length + 1, true)] : pieces;
    },
    attachment() {
      const Id = nextId();
      const more = contact();
      const statuses = pick(dice, [["APPROVED"], ["IN_PROGRESS", "APPROVED"], ["IN_PROGRESS", "REJECTED"]]);
      return statuses.map((Status) =>
        chatItem(Id, {
          ...more,
          AbsoluteTime: time(),
          Type: "ATTACHMENT",
          Content: undefined,
          ContentType: undefined,
          Attachments: [
            { AttachmentId: `file of ${Id}`, AttachmentName: "a.txt", ContentType: "text/plain", Status },
          ],
        }),
      );
    },
  };
}
