import { proxyResultBody } from "../connect/proxyAnswer.js";
import { connectFailure } from "./connectFailure.js";
import type { ChatAttributes, StartChatClient, StartChatSettings } from "./startChatOptions.js";
import type { StartChatRequest } from "./startChatRequest.js";

const RESULT_MEMBERS = ["ContactId", "ParticipantId", "ParticipantToken", "ContinuedFromContactId"] as const;
type StartedChat = Partial<Record<(typeof RESULT_MEMBERS)[number], string>>;

/** What a page needs of the answer, and no more. */
function pickResult(answer: StartedChat): StartedChat {
  if (!answer.ContactId || !answer.ParticipantId || !answer.ParticipantToken)
    throw connectFailure({ name: "IncompleteAnswer" });
  return Object.fromEntries(RESULT_MEMBERS.flatMap((name) => (answer[name] ? [[name, answer[name]]] : [])));
}

export interface ChatToStart {
  readonly request: StartChatRequest;
  readonly attributes: ChatAttributes;
  readonly abortSignal: AbortSignal;
}

/**
 * Creates what calls StartChatContact; the AWS SDK is loaded with the first call.
 * @returns a function that resolves with the proxy's form of the result, and rejects with a ServiceError
 */
export function createStartChatSender({
  instanceId: InstanceId,
  contactFlowId: ContactFlowId,
  region,
  ...settings
}: StartChatSettings): (chat: ChatToStart) => Promise<object> {
  let client: StartChatClient | undefined = settings.client;

  async function call({ request, attributes: Attributes, abortSignal }: ChatToStart): Promise<StartedChat> {
    const { ConnectClient, StartChatContactCommand } = await import("@aws-sdk/client-connect");
    client ??= new ConnectClient(region === undefined ? {} : { region });
    const types = request.SupportedMessagingContentTypes;
    const command = new StartChatContactCommand({
      ...request,
      InstanceId,
      ContactFlowId,
      Attributes,
      SupportedMessagingContentTypes: types && [...types],
    });
    return client.send(command, { abortSignal });
  }

  return async (chat) => {
    const answer = await call(chat).catch((error: unknown) => {
      throw connectFailure(error);
    });
    return proxyResultBody(pickResult(answer), chat.request.SupportedMessagingContentTypes);
  };
}
