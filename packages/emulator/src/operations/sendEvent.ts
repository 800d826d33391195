import { eventContentType } from "@amazon-connect-chat/protocol";
import { z } from "zod";
import { toIsoTime } from "../isoTime.js";
import { isSilent, refusesReceipts } from "../world/contact.js";
import type { ReceiptKind } from "../world/receipts.js";
import { clientToken, text } from "./bodyRules.js";
import type { Call, Operation } from "./operation.js";
import { invalidParameter, serviceError } from "./serviceError.js";

type EventRunner = (call: Call, content: string | undefined) => void;

const receiptContent = z.object({ messageId: text(1, 256) });
const receiptRoles = new Set<string | undefined>(["AGENT", "CUSTOMER"]);

function messageIdOf(content: string | undefined): string {
  try {
    return receiptContent.parse(JSON.parse(content ?? "")).messageId;
  } catch {
    throw invalidParameter("Content", 'is not a JSON text with a "messageId"');
  }
}

const receipt =
  (kind: ReceiptKind): EventRunner =>
  ({ ref, contact, world }, content) => {
    const messageId = messageIdOf(content);
    if (refusesReceipts(contact))
      throw serviceError(
        "ConflictException",
        "Message receipts are not available while more than two participants or a supervisor are in the chat",
      );
    const room = world.room(contact.contactId);
    if (room?.growing.has(messageId)) return;
    const message = room?.transcript.find(messageId);
    if (!message || message.Type === "EVENT")
      throw invalidParameter("Content", "messageId is not that of a message of this chat");
    const isOwn = message.ParticipantId === ref.participantId;
    if (isOwn || !receiptRoles.has(message.ParticipantRole)) return;
    world.receive(ref, { kind, messageId });
  };

/** What each event does. An event that is not here is refused. */
const eventRunners = new Map<string, EventRunner>([
  [eventContentType("typing"), ({ ref, world }) => void world.signal(ref, eventContentType("typing"))],
  [eventContentType("message.delivered"), receipt("delivered")],
  [eventContentType("message.read"), receipt("read")],
  [
    eventContentType("connection.acknowledged"),
    ({ ref, participant, world }) => {
      if (participant.role === "AGENT") world.connect(ref);
    },
  ],
]);

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendEvent.html */
export const sendEvent: Operation<"SendEvent"> = {
  rules: z.object({
    ContentType: text(1, 100),
    Content: text(1, 16_384).optional(),
    ClientToken: clientToken,
  }),

  run(call, { ContentType: contentType, Content: content }) {
    const runEvent = eventRunners.get(contentType);
    if (!runEvent) throw invalidParameter("ContentType", "is not one of the events that can be sent");
    if (!isSilent(call.participant)) runEvent(call, content);
    const { id, atMs } = call.world.stamp();
    return { Id: id, AbsoluteTime: toIsoTime(atMs) };
  },
};
