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

/** CreateParticipantConnection; its service call makes three attempts unless told otherwise. */
export type CreateConnection = (
  input: OperationInput<"CreateParticipantConnection">,
  attempts?: number,
) => Promise<OperationOutput<"CreateParticipantConnection">>;

/** The lifetime that 5.0.0 assumes of every socket. */
const TRANSPORT_LIFETIME_SECONDS = 3_540;

function detailsOf(
  { Websocket, ConnectionCredentials }: OperationOutput<"CreateParticipantConnection">,
  connectionAcknowledged = false,
): ConnectionDetails {
  const { ConnectionToken, Expiry } = ConnectionCredentials ?? {};
  if (!isToken(ConnectionToken)) throw new TypeError("the connection token is missing or malformed");
  return {
    url: Websocket?.Url ?? null,
    expiry: Websocket?.ConnectionExpiry ?? null,
    transportLifeTimeInSeconds: TRANSPORT_LIFETIME_SECONDS,
    connectionAcknowledged,
    connectionToken: ConnectionToken,
    connectionTokenExpiry: Expiry,
  };
}

/** A customer's socket and token. */
export async function fetchCustomerDetails(
  create: CreateConnection,
  attempts?: number,
): Promise<ConnectionDetails> {
  const details = detailsOf(await create({ Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"] }, attempts));
  if (!details.url) throw new TypeError("the socket's URL is missing");
  return details;
}

/** A customer's new token alone, in one attempt: the socket at hand stays. */
export const fetchCustomerToken = async (create: CreateConnection): Promise<ConnectionDetails> =>
  detailsOf(await create({ Type: ["CONNECTION_CREDENTIALS"] }, 1));

/** How long the page may take for a token: as long as the service for a call. */
const PAGE_WAIT_MS = 30_000;

/** An agent's token, from the page; CreateParticipantConnection where the page cannot get one, or not in time. // CP-98 */
export async function fetchAgentDetails(
  getConnectionToken: GetConnectionToken | undefined,
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
  const pending = typeof getConnectionToken === "function" && getConnectionToken();
  if (!pending || typeof (pending as Partial<Promise<unknown>>).then !== "function")
    throw new TypeError("getConnectionToken must return a promise");
  let cancel: CancelTimer | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    cancel = platform.setTimer(
      () => reject(new ChatError("TIMEOUT", "getConnectionToken did not settle")),
      PAGE_WAIT_MS,
    );
  });
  try {
    const { chatTokenTransport } = await Promise.race([pending, late]).finally(cancel);
    const { participantToken: ConnectionToken, expiry: Expiry } = chatTokenTransport;
    return detailsOf({ ConnectionCredentials: { ConnectionToken, Expiry } });
  } catch (reason) {
    onFallback(reason);
    const Type = ["WEBSOCKET", "CONNECTION_CREDENTIALS"] as const;
    return detailsOf(await create({ Type, ConnectParticipant: true }), true);
  }
}
