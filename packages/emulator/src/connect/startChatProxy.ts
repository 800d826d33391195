import { runConnectOperation } from "./connectOperation.js";
import type { ConnectCall } from "./connectOperation.js";
import { proxyResultBody } from "./proxyAnswer.js";
import { startChat } from "./startChatContact.js";
import { proxyRules } from "./startChatRules.js";

/**
 * A body that starts a chat, in the words of StartChatContact, and the result in the form of the proxy.
 * @throws ServiceError, ChatRefused
 */
export const startChatByProxy = (call: ConnectCall, body: string): object =>
  runConnectOperation(
    {
      rules: proxyRules,
      throttledAs: "StartChatContact",
      run(_, input) {
        const { DisplayName: customerName } = input.ParticipantDetails;
        const result = startChat(call, { ...input, Attributes: { customerName, ...input.Attributes } });
        return proxyResultBody(result, input.SupportedMessagingContentTypes);
      },
    },
    call,
    { body },
  );
