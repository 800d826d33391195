import { z } from "zod";
import type { Limits } from "../options.js";
import type { World } from "../world/world.js";
import { parseBody, text } from "./bodyRules.js";
import { checkMessage, sizeInBytes } from "./messageRules.js";
import { ServiceError } from "./serviceError.js";

const maxAttributesSizeBytes = 32_768;

const rules = z.object({
  InstanceId: text(1, 100).optional(),
  ContactFlowId: text(0, 500).optional(),
  ParticipantDetails: z.object({ DisplayName: text(1, 256) }),
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
  PersistentChat: z
    .object({ SourceContactId: text(1, 256).optional(), RehydrationType: z.string().optional() })
    .optional(),
  ClientToken: text(0, 500).optional(),
});

const invalidRequest = (detail: string) =>
  new ServiceError(
    400,
    "InvalidRequestException",
    { message: `The request is not valid. ${detail}` },
    detail,
  );

function requireConsistent(input: z.infer<typeof rules>, limits: Limits): void {
  // The proxy passes it on only when it is whole.
  if (input.PersistentChat?.SourceContactId && input.PersistentChat.RehydrationType)
    throw new ServiceError(501, "NotImplementedException", {
      message: "PersistentChat is not yet available in this emulator",
    });
  const types = input.SupportedMessagingContentTypes ?? ["text/plain"];
  if (!types.includes("text/plain"))
    throw invalidRequest("SupportedMessagingContentTypes: does not contain text/plain");
  const attributes = Object.entries(input.Attributes ?? {}).flat();
  if (sizeInBytes(attributes.join("")) > maxAttributesSizeBytes)
    throw invalidRequest(`Attributes: are longer than ${maxAttributesSizeBytes} bytes`);
  const message = input.InitialMessage;
  if (message) checkMessage(types, { contentType: message.ContentType, content: message.Content }, limits);
}

/** A body that starts a chat, in the words of StartChatContact, and the result in the form of the proxy. */
export function startChatByProxy(world: World, body: string, limits: Limits): object {
  try {
    const input = parseBody(body, rules);
    requireConsistent(input, limits);
    const { DisplayName: displayName } = input.ParticipantDetails;
    const message = input.InitialMessage;
    const types = input.SupportedMessagingContentTypes;
    const { contactId, participantId, participantToken } = world.startChat({
      displayName,
      attributes: { customerName: displayName, ...input.Attributes },
      initialMessage: message && { contentType: message.ContentType, content: message.Content },
      supportedContentTypes: types,
      durationMinutes: input.ChatDurationInMinutes,
      clientToken: input.ClientToken || undefined,
    });
    return {
      data: {
        startChatResult: {
          ContactId: contactId,
          ParticipantId: participantId,
          ParticipantToken: participantToken,
        },
        ...(types && { featurePermissions: { MESSAGING_MARKDOWN: types.includes("text/markdown") } }),
      },
    };
  } catch (error) {
    if (error instanceof ServiceError && error.type === "ValidationException")
      throw invalidRequest(error.detail ?? error.message);
    throw error;
  }
}

/** The proxy's form of a failure. */
export const proxyErrorBody = (
  error: ServiceError,
  { requestId, time }: { readonly requestId: string; readonly time: string },
): object => ({
  data: {
    Error: {
      message: error.message,
      code: error.type,
      time,
      requestId,
      statusCode: error.status,
      retryable: error.status >= 500 || error.status === 429,
    },
  },
});
