import { z } from "zod";
import { clientToken, text } from "../operations/bodyRules.js";
import { issueConnection } from "../operations/issueConnection.js";
import { checkMessage, sizeInBytes } from "../operations/messageRules.js";
import { ServiceError } from "../operations/serviceError.js";
import type { Limits } from "../options.js";
import { RESPONSE_MODES } from "../world/contact.js";
import { REHYDRATION_TYPES } from "../world/persistentChat.js";
import { invalidRequest } from "./connectOperation.js";
import type { ConnectCall, ConnectOperation } from "./connectOperation.js";

const maxAttributesSizeBytes = 32_768;

export const persistentChatRules = z.object({
  SourceContactId: text(1, 256),
  RehydrationType: z.enum(REHYDRATION_TYPES),
});

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
        .regex(/^[\w-]+$/),
      z.string().max(32_767),
    )
    .optional(),
  InitialMessage: z.object({ ContentType: text(1, 100), Content: z.string().min(1) }).optional(),
  SupportedMessagingContentTypes: z.array(text(1, 100)).optional(),
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

/** What a chat is started with; a proxy may know instance and flow by itself. */
export type StartChatInput = Omit<z.infer<typeof startChatRules>, "InstanceId" | "ContactFlowId"> & {
  readonly ContactFlowId?: string | undefined;
};

function requireConsistent(input: StartChatInput, limits: Limits): void {
  const types = input.SupportedMessagingContentTypes ?? ["text/plain"];
  if (!types.includes("text/plain"))
    throw invalidRequest("SupportedMessagingContentTypes: does not contain text/plain");
  const attributes = Object.entries(input.Attributes ?? {}).flat();
  if (sizeInBytes(attributes.join("")) > maxAttributesSizeBytes)
    throw invalidRequest(`Attributes: are longer than ${maxAttributesSizeBytes} bytes`);
  if (input.PersistentChat && input.RelatedContactId !== undefined)
    throw invalidRequest("RelatedContactId: cannot be combined with PersistentChat");
  if (input.ChatStreamingConfiguration)
    throw new ServiceError(501, "NotImplementedException", {
      message: "ChatStreamingConfiguration is not available in this emulator",
    });
  const message = input.InitialMessage;
  if (message) checkMessage(types, { contentType: message.ContentType, content: message.Content }, limits);
}

/**
 * Starts a chat.
 * @throws ServiceError, ChatRefused
 */
export function startChat(call: ConnectCall, input: StartChatInput): object {
  requireConsistent(input, call.settings.limits);
  const { InitialMessage: message, PersistentChat: persistent } = input;
  const chat = call.world.startChat({
    displayName: input.ParticipantDetails.DisplayName,
    attributes: input.Attributes,
    contactFlowId: input.ContactFlowId,
    initialMessage: message && { contentType: message.ContentType, content: message.Content },
    supportedContentTypes: input.SupportedMessagingContentTypes,
    durationMinutes: input.ChatDurationInMinutes,
    responseMode: input.ParticipantConfiguration?.ResponseMode,
    relatedContactId: input.RelatedContactId,
    persistentChat: persistent && {
      rehydrationType: persistent.RehydrationType,
      sourceContactId: persistent.SourceContactId,
    },
    clientToken: input.ClientToken || undefined,
  });
  const { continuedFromContactId } = chat;
  return {
    ContactId: chat.contactId,
    ParticipantId: chat.participantId,
    ParticipantToken: chat.participantToken,
    ...(continuedFromContactId !== undefined && { ContinuedFromContactId: continuedFromContactId }),
    // The chat of a repeated call may have ended.
    ...(call.world.mayAct(chat) && issueConnection(call, chat, input.ConnectionTypes ?? [])),
  };
}

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html */
export const startChatContact: ConnectOperation<z.infer<typeof startChatRules>> = {
  method: "PUT",
  path: "/contact/chat",
  rules: startChatRules,
  throttledAs: "StartChatContact",
  run: startChat,
};
