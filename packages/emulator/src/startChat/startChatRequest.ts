import { invalidRequest } from "../connect/connectOperation.js";
import { proxyRules } from "../connect/startChatRules.js";
import { parseBody, text } from "../operations/bodyRules.js";
import { ServiceError } from "../operations/serviceError.js";
import type { ResponseMode } from "../world/contact.js";
import type { RehydrationType } from "../world/persistentChat.js";

/**
 * What a page asks for, in the words of StartChatContact. Instance, flow and all that concerns other people's data are the server's to
 * name: other members of a page's body are left out.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 */
export interface StartChatRequest {
  /** The customer, with a name of 1 to 256 characters. */
  readonly ParticipantDetails: { readonly DisplayName: string };
  /** Whether a bot's answer comes in pieces. */
  readonly ParticipantConfiguration?: { readonly ResponseMode?: ResponseMode | undefined } | undefined;
  /** What the page would like the flow to know; used only where `attributes` of the options takes it. */
  readonly Attributes?: Readonly<Record<string, string>> | undefined;
  /** The customer's first message. */
  readonly InitialMessage?: { readonly ContentType: string; readonly Content: string } | undefined;
  /** What the page can show, `text/plain` among it. */
  readonly SupportedMessagingContentTypes?: readonly string[] | undefined;
  /** From 60 to 10,080. */
  readonly ChatDurationInMinutes?: number | undefined;
  /** The past chat to go on from; needs `authorize` of the options. */
  readonly PersistentChat?:
    | { readonly SourceContactId: string; readonly RehydrationType: RehydrationType }
    | undefined;
  /** By which a repeat gets the first chat; 20 to 500 characters that cannot be guessed. */
  readonly ClientToken?: string | undefined;
}

const rules = proxyRules
  .pick({
    ParticipantDetails: true,
    ParticipantConfiguration: true,
    Attributes: true,
    InitialMessage: true,
    SupportedMessagingContentTypes: true,
    ChatDurationInMinutes: true,
    PersistentChat: true,
  })
  // Who repeats a token gets the first chat, and the token of its customer.
  .extend({ ClientToken: text(20, 500).optional() });

/**
 * Reads the body of a page's request, whatever its content type.
 * @throws ServiceError (400) that names the member, and nothing of what was in it
 */
export function readStartChatRequest(body: string): StartChatRequest {
  try {
    return parseBody(body, rules);
  } catch (error) {
    throw error instanceof ServiceError ? invalidRequest(error.detail ?? error.message) : error;
  }
}
