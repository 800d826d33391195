import type { MessageMetadata, OperationOutput } from "@amazon-connect-chat/protocol";
import { fits, patternOf } from "../flow/pattern.js";
import { toIsoTime } from "../isoTime.js";
import type { InitialMessage, ParticipantRef } from "../world/contact.js";
import type { ProcessedRecord } from "../world/records.js";
import type { World } from "../world/world.js";
import type { MessageProcessingOptions, ProcessingRule } from "./processingOptions.js";

/** The way of a participant's message into the chat. */
export interface MessageProcessing {
  /** Delivers a message at once, or takes it in and delivers what becomes of it. */
  send(ref: ParticipantRef, message: InitialMessage): OperationOutput<"SendMessage">;
  /** Of chats that go on after a restart: processes once more what was not delivered yet. */
  resume(contactIds: readonly string[]): void;
}

const processedTypes = new Set(["text/plain", "text/markdown", "application/json"]);

type Outcome = { readonly content: string } | { readonly verdict: "reject" | "fail" };

const everywhere = (says: string | RegExp): RegExp => {
  const { source, flags } = patternOf(says);
  return new RegExp(source, flags.includes("g") ? flags : `${flags}g`);
};

function applyRules(rules: readonly ProcessingRule[], sent: string): Outcome {
  let content = sent;
  for (const rule of rules) {
    if (!fits(rule.says, content)) continue;
    if ("verdict" in rule) return rule;
    // A function, so that a `$` of the replacement is a `$`.
    content = content.replace(everywhere(rule.says), () => rule.becomes);
  }
  return { content };
}

export function createMessageProcessing({
  world,
  options,
}: {
  readonly world: World;
  /** Read anew for each message. */
  readonly options: MessageProcessingOptions;
}): MessageProcessing {
  /** Nobody is told of it; the transcript shows that there was a message. */
  const withhold = (
    ref: ParticipantRef,
    id: string,
    { contentType }: InitialMessage,
    isRejected: boolean,
  ) => {
    const metadata: MessageMetadata = {
      MessageId: id,
      MessageProcessingStatus: isRejected ? "REJECTED" : "FAILED",
    };
    world.post({
      contactId: ref.contactId,
      by: ref,
      draft: { id, type: "MESSAGE", contentType, metadata },
      stored: true,
      told: false,
    });
  };

  const deliver = (ref: ParticipantRef, id: string, message: InitialMessage) => {
    const outcome = applyRules(options.rules, message.content);
    const isRejected = "verdict" in outcome && outcome.verdict === "reject";
    if (isRejected || ("verdict" in outcome && options.onFailure === "withhold")) {
      withhold(ref, id, message, isRejected);
      return;
    }
    const content = "content" in outcome ? outcome.content : message.content;
    world.post({
      contactId: ref.contactId,
      by: ref,
      draft: { id, type: "MESSAGE", contentType: message.contentType, content },
      stored: true,
    });
  };

  const deliverLater = ({ contactId, participantId }: ParticipantRef, { id, message }: ProcessedRecord) =>
    world
      .room(contactId)
      ?.timers.set(options.delayMs, () => deliver({ contactId, participantId }, id, message));

  return {
    resume(contactIds) {
      for (const contactId of contactIds) {
        const room = world.room(contactId);
        for (const record of room?.processed.values() ?? [])
          if (!room?.transcript.find(record.id))
            deliverLater({ contactId, participantId: record.participantId }, record);
      }
    },
    send(ref, message) {
      if (!options.enabled || !processedTypes.has(message.contentType)) {
        const { Id, AbsoluteTime } = world.say(ref, message);
        return { Id, AbsoluteTime };
      }
      const { id, atMs } = world.stamp();
      const record = { id, participantId: ref.participantId, message };
      world.room(ref.contactId)?.processed.set(id, record);
      deliverLater(ref, record);
      return {
        Id: id,
        AbsoluteTime: toIsoTime(atMs),
        MessageMetadata: { MessageProcessingStatus: "PROCESSING" },
      };
    },
  };
}
