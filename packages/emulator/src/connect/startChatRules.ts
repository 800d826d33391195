import { z } from "zod";
import { clientToken, text } from "../operations/bodyRules.js";
import { RESPONSE_MODES } from "../world/contact.js";
import { REHYDRATION_TYPES } from "../world/persistentChat.js";

export const persistentChatRules = z.object({
  SourceContactId: text(1, 256),
  RehydrationType: z.enum(REHYDRATION_TYPES),
});

/**
 * The input of StartChatContact, member by member.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 */
export const startChatRules = z.object({
  InstanceId: text(1, 100),
  ContactFlowId: text(0, 500),
  ParticipantDetails: z.object({ DisplayName: text(1, 256) }),
  ParticipantConfiguration: z.object({ ResponseMode: z.enum(RESPONSE_MODES).optional() }).optional(),
  Attributes: z
    .record(
      z
        .string()
        .max(32_767)
        .regex(/^[\w-]+$/, "is no name of letters, digits, - and _"),
      z.string().max(32_767),
    )
    .optional(),
  InitialMessage: z.object({ ContentType: text(1, 100), Content: z.string().min(1) }).optional(),
  SupportedMessagingContentTypes: z
    .array(text(1, 100))
    .refine((types) => types.includes("text/plain"), "does not contain text/plain")
    .optional(),
  ChatDurationInMinutes: z.int().min(60).max(10_080).optional(),
  PersistentChat: persistentChatRules.optional(),
  RelatedContactId: text(1, 256).optional(),
  CustomerId: text(1, 128).optional(),
  SegmentAttributes: z.record(text(1, 128), z.record(z.string(), z.unknown())).optional(),
  DisconnectOnCustomerExit: z.array(z.literal("AGENT")).length(1).optional(),
  ConnectionTypes: z
    .array(z.enum(["WEBSOCKET", "CONNECTION_CREDENTIALS", "WEBRTC_CONNECTION", "AUTHENTICATION_SESSION"]))
    .min(1)
    .max(2)
    .optional(),
  ChatStreamingConfiguration: z.object({ StreamingEndpointArn: text(1, 350) }).optional(),
  ClientToken: clientToken,
});

/** What a proxy passes on: it knows instance and flow, and takes PersistentChat only when that is whole. */
export const proxyRules = startChatRules.partial({ InstanceId: true, ContactFlowId: true }).extend({
  PersistentChat: z.preprocess((value) => {
    const { SourceContactId: source, RehydrationType: type } = Object(value) as Record<string, unknown>;
    return source && type ? value : undefined;
  }, persistentChatRules.optional()),
});
