import type { z } from "zod";
import { issueConnection } from "../operations/issueConnection.js";
import { checkMessage } from "../operations/messageRules.js";
import { sizeInBytes } from "../sizeInBytes.js";
import { ServiceError } from "../operations/serviceError.js";
import type { Limits } from "../limits.js";
import { invalidRequest } from "./connectOperation.js";
import type { ConnectCall, ConnectOperation } from "./connectOperation.js";
import { startChatRules } from "./startChatRules.js";

const maxAttributesSizeBytes = 32_768;

/** What a chat is started with; a proxy may know instance and flow by itself. */
export type StartChatInput = Omit<z.infer<typeof startChatRules>, "InstanceId" | "ContactFlowId"> & {
  readonly ContactFlowId?: string | undefined;
};

function requireConsistent(input: StartChatInput, limits: Limits): void {
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
  const types = input.SupportedMessagingContentTypes ?? ["text/plain"];
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
    disconnectsAgentsOnExit: input.DisconnectOnCustomerExit !== undefined,
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
