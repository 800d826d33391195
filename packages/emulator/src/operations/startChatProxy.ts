import { z } from "zod";
import { runConnectOperation } from "../connect/connectOperation.js";
import type { ConnectCall } from "../connect/connectOperation.js";
import { persistentChatRules, startChat, startChatRules } from "../connect/startChatContact.js";
import type { ServiceError } from "./serviceError.js";

/** What the proxy passes on: it knows instance and flow, and takes PersistentChat only when that is whole. */
const rules = startChatRules.partial({ InstanceId: true, ContactFlowId: true }).extend({
  PersistentChat: z.preprocess((value) => {
    const { SourceContactId: source, RehydrationType: type } = Object(value) as Record<string, unknown>;
    return source && type ? value : undefined;
  }, persistentChatRules.optional()),
});

/**
 * A body that starts a chat, in the words of StartChatContact, and the result in the form of the proxy.
 * @throws ServiceError
 */
export const startChatByProxy = (call: ConnectCall, body: string): object =>
  runConnectOperation(
    {
      rules,
      throttledAs: "StartChatContact",
      run(_, input) {
        const { DisplayName: customerName } = input.ParticipantDetails;
        const types = input.SupportedMessagingContentTypes;
        return {
          data: {
            startChatResult: startChat(call, {
              ...input,
              Attributes: { customerName, ...input.Attributes },
            }),
            ...(types && { featurePermissions: { MESSAGING_MARKDOWN: types.includes("text/markdown") } }),
          },
        };
      },
    },
    call,
    { body },
  );

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
