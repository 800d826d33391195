import { ITEM_TYPES, PARTICIPANT_ROLES } from "@amazon-connect-chat/protocol";
import { z } from "zod";
import { RESPONSE_MODES } from "../world/contact.js";
import type { RoomSnapshot } from "../world/records.js";

const id = z.string().min(1).max(256);
const time = z.number();
/** Endless, which JSON writes as null, is none. */
const timer = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);
const roleTimers = z.looseObject({ idleMs: timer, disconnectMs: timer });
const message = z.looseObject({ contentType: z.string(), content: z.string() });
const ref = z.looseObject({ contactId: id, participantId: id });

// Loose: what a later version adds to a chat is kept, and what there has to be is looked at.
const contact = z.looseObject({
  contactId: id,
  initialContactId: id,
  laterContactIds: z.array(id),
  nextContactId: id.optional(),
  state: z.enum(["CREATED", "FLOW", "QUEUED", "WITH_AGENT", "ENDED", "EXPIRED"]),
  contactFlowId: z.string().optional(),
  afterwards: z.string().optional(),
  isAfterwards: z.boolean().optional(),
  customerName: z.string(),
  attributes: z.record(z.string(), z.string()),
  supportedContentTypes: z.array(z.string()),
  initialMessage: message.optional(),
  createdAtMs: time,
  durationMs: z
    .number()
    .nullable()
    .transform((value) => value ?? Infinity),
  responseMode: z.enum(RESPONSE_MODES),
  timers: z.looseObject({ AGENT: roleTimers.optional(), CUSTOMER: roleTimers.optional() }),
  continuedFromContactId: id.optional(),
  relatedContactId: z.string().optional(),
  endedAtMs: time.optional(),
  participants: z.array(
    z.looseObject({
      participantId: id,
      role: z.enum(PARTICIPANT_ROLES),
      displayName: z.string(),
      agentId: z.string().optional(),
      state: z.enum(["INVITED", "RINGING", "CONNECTED", "AFTERWARDS", "LEFT"]),
      isBarged: z.boolean().optional(),
    }),
  ),
});

const isoTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, "is no ISO-8601 time with milliseconds");

const item = z.looseObject({
  AbsoluteTime: isoTime,
  Id: id,
  Type: z.enum(ITEM_TYPES),
  Content: z.string().optional(),
  ContentType: z.string().optional(),
  ContactId: id.optional(),
});

/** The bytes of an attachment: the key is a file name where they are kept. */
export const fileRules = z.object({
  key: z.string().regex(/^(staging|final)\/[\w-]{1,100}$/, "is no key of an attachment"),
  headers: z.record(z.string(), z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, "is no value of a header")),
  contentBase64: z.base64(),
});

/** One chat, as it is kept. */
export const roomRules = z.looseObject({
  contact,
  isPastReadable: z.boolean(),
  systemId: id,
  botId: id.optional(),
  started: z
    .looseObject({
      clientToken: z.string(),
      chat: z.looseObject({
        contactId: id,
        participantId: id,
        initialContactId: id,
        continuedFromContactId: id.optional(),
        participantToken: id,
      }),
    })
    .optional(),
  items: z.array(item),
  past: z.array(item),
  tokens: z.array(
    z.looseObject({
      token: id,
      kind: z.enum(["participantToken", "connectionToken"]),
      participantId: id,
      expiresAtMs: time.optional(),
    }),
  ),
  answers: z.array(
    z.looseObject({
      participantId: z.string(),
      operation: z.string(),
      clientToken: z.string(),
      answer: z.looseObject({}),
    }),
  ),
  pageTokens: z.array(
    z.looseObject({
      token: id,
      position: z.looseObject({
        direction: z.enum(["FORWARD", "BACKWARD"]),
        index: z.int(),
        isPast: z.boolean().optional(),
      }),
    }),
  ),
  attachments: z.array(
    z.looseObject({
      attachmentId: id,
      ref,
      name: z.string(),
      contentType: z.string(),
      sizeBytes: z.number(),
      state: z.enum(["STARTED", "SCANNING", "APPROVED", "REJECTED"]),
      uploadExpiresAtMs: time,
    }),
  ),
  processed: z.array(z.looseObject({ id, participantId: id, message })),
  views: z.array(z.looseObject({ token: id, view: z.looseObject({}) })),
}) satisfies z.ZodType<RoomSnapshot>;
