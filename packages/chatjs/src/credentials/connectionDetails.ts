import type { OperationInput, OperationOutput } from "@amazon-connect-chat/protocol";

import { ChatError } from "../errors.js";
import { isToken } from "../lib/isToken.js";
import type { CancelTimer, Platform } from "../platform/platform.js";

/** The credentials of a session, as `getChatDetails().connectionDetails` shows them. */
export interface ConnectionDetails {
  /** Where the socket is to be opened; null where a websocketManager of the page owns it. */
  readonly url: string | null;
  /** Until when `url` is good, ISO-8601; null where there is none. */
  readonly expiry: string | null;
  readonly transportLifeTimeInSeconds: number;
  /** Whether the service has been told that the participant is there. */
  readonly connectionAcknowledged: boolean;
  /** The bearer of every operation but CreateParticipantConnection. */
  readonly connectionToken: string;
  /** Until when `connectionToken` is good, ISO-8601. */
  readonly connectionTokenExpiry: string | undefined;
}

/**
 * What an agent's `getConnectionToken` resolves with. The service calls the token *participantToken* here; it is a
 * connection token.
 */
export interface ChatTokenTransport {
  readonly chatTokenTransport: { readonly participantToken: string; readonly expiry?: string | undefined };
}
export type GetConnectionToken = () => Promise<ChatTokenTransport>;

type CreateConnection = (
  input: OperationInput<"CreateParticipantConnection">,
) => Promise<OperationOutput<"CreateParticipantConnection">>;

/** The lifetime that 5.0.0 assumes of every socket. */
const TRANSPORT_LIFETIME_SECONDS = 3_540;

function fromOutput(
  output: OperationOutput<"CreateParticipantConnection">,
  connectionAcknowledged: boolean,
): ConnectionDetails {
  const { Websocket, ConnectionCredentials } = output;
  if (!isToken(ConnectionCredentials?.ConnectionToken))
    throw new TypeError("unable to connect; the answer has no ConnectionToken that can be used");
  return {
    url: Websocket?.Url ?? null,
    expiry: Websocket?.ConnectionExpiry ?? null,
    transportLifeTimeInSeconds: TRANSPORT_LIFETIME_SECONDS,
    connectionAcknowledged,
    connectionToken: ConnectionCredentials.ConnectionToken,
    connectionTokenExpiry: ConnectionCredentials.Expiry,
  };
}

/** A customer's socket and token, from CreateParticipantConnection. */
export async function fetchCustomerDetails(create: CreateConnection): Promise<ConnectionDetails> {
  const details = fromOutput(await create({ Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"] }), false);
  if (!details.url) throw new TypeError("unable to connect; the answer has no Websocket.Url");
  return details;
}

/** A customer's new token alone: the socket at hand stays. */
export const fetchCustomerToken = async (create: CreateConnection): Promise<ConnectionDetails> =>
  fromOutput(await create({ Type: ["CONNECTION_CREDENTIALS"] }), false);

/** How long the page may take for a token: as long as the service for a call. */
const PAGE_WAIT_MS = 30_000;

/** An agent's token, from the page; CreateParticipantConnection where the page cannot get one, or not in time. // CP-98 */
export async function fetchAgentDetails(
  getConnectionToken: GetConnectionToken,
  {
    platform,
    create,
    onFallback,
  }: {
    readonly platform: Pick<Platform, "setTimer">;
    readonly create: CreateConnection;
    readonly onFallback: (reason: unknown) => void;
  },
): Promise<ConnectionDetails> {
  // Detached, as 5.0.0 calls it. What is no function, or returns no promise, is the page's mistake: it is not papered over.
  const pending = getConnectionToken();
  if (typeof (pending as Partial<Promise<unknown>> | undefined)?.then !== "function")
    throw new TypeError("unable to connect; getConnectionToken must return a promise");
  let cancel: CancelTimer | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    cancel = platform.setTimer(
      () => reject(new ChatError("TIMEOUT", "getConnectionToken did not settle")),
      PAGE_WAIT_MS,
    );
  });
  try {
    const { chatTokenTransport } = await Promise.race([pending, late]).finally(cancel);
    const { participantToken: connectionToken, expiry } = chatTokenTransport;
    if (!isToken(connectionToken))
      throw new TypeError("unable to connect; chatTokenTransport has no participantToken that can be used");
    return {
      url: null,
      expiry: null,
      transportLifeTimeInSeconds: TRANSPORT_LIFETIME_SECONDS,
      connectionAcknowledged: false,
      connectionToken,
      connectionTokenExpiry: expiry,
    };
  } catch (reason) {
    onFallback(reason);
    const output = await create({ Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"], ConnectParticipant: true });
    return fromOutput(output, true);
  }
}
