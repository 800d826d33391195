import type { OperationInput, OperationName, OperationOutput } from "@amazon-connect-chat/protocol";
import { ChatError, isRefusal, nameOf, statusCodeOf } from "../errors.js";
import type { Platform } from "../platform/platform.js";
import { fetchCustomerDetails, fetchCustomerToken } from "./connectionDetails.js";
import type {
  ConnectionDetails,
  CreateConnection,
  fetchAgentDetails,
  GetConnectionToken,
} from "./connectionDetails.js";
import { createTokenRefresh } from "./tokenRefresh.js";

const RENEWAL_PAUSE_MS = 60_000;

/** One operation of the participant service. */
export type Call = <Name extends OperationName>(
  name: Name,
  input: OperationInput<Name>,
  options: {
    readonly token: string;
    readonly attempts?: number | undefined;
    readonly signal?: AbortSignal | undefined;
  },
) => Promise<OperationOutput<Name>>;

export interface CredentialsOptions {
  readonly platform: Platform;
  readonly call: Call;
  readonly warn: (line: string, error: unknown) => void;
  readonly participantToken?: string | undefined;
  /** Agents only: customers ask the service. */
  readonly getConnectionToken?: GetConnectionToken | undefined;
  /** How an agent gets a token; absent for customers. */
  readonly fetchForAgent?: typeof fetchAgentDetails | undefined;
  /** Of an earlier connection to the chat: with them a refusal may turn out to mean that it is gone. */
  readonly details?: ConnectionDetails | undefined;
}

/** What a participant proves its right with, kept fresh from `obtain` to `stop`. */
export interface Credentials {
  details(): ConnectionDetails | undefined;
  /** Fetches credentials, and keeps the token fresh from then on. Asks again as `renew` does, where there were some before. */
  obtain(): Promise<ConnectionDetails>;
  /**
   * Fetches a new address for a socket, and a new token with it. Asks again when the service refuses, and then the token at
   * hand whether the chat is gone; rejects with what came first, or with what kept it from finding out.
   */
  renew(): Promise<ConnectionDetails>;
  /**
   * Calls with the connection token; when that is refused, renews it and calls again: once a minute at most, unless it is to
   * be found out what the refusal means.
   * @param gone told when the service refuses the participant too: the chat is over
   */
  authorized<Result>(use: (token: string) => Promise<Result>, gone?: () => void): Promise<Result>;
  /**
   * Tells the service that the agent is there. A chat works without.
   * @param gone told when the service refuses, and it turns out that the chat is over
   */
  acknowledge(gone: () => void): void;
  /** Whether a refusal turned out to mean that the chat is gone; until the service lets the participant in again. */
  isChatGone(): boolean;
  stop(): void;
}

export function createCredentials(options: CredentialsOptions): Credentials {
  const { platform, call, warn, participantToken = "" } = options;
  let { details } = options;
  let isStopped = false;
  let isGone = false;
  let renewal: Promise<unknown> | undefined;
  let renewedAtMs = 0;

  const tokenOf = () => details?.connectionToken ?? "";
  const create: CreateConnection = (input, attempts) =>
    call("CreateParticipantConnection", input, { token: participantToken, attempts });
  const fetchForAgent = () =>
    // Without the function this is a TypeError, as 5.0.0 rejects with one.
    options.fetchForAgent?.(options.getConnectionToken, {
      platform,
      create,
      onFallback: (error) =>
        warn("getConnectionToken failed; calling CreateParticipantConnection", nameOf(error)),
    });
  const fetchToken = async () => adopt(await (fetchForAgent() ?? fetchCustomerToken(create)));
  const refresh = createTokenRefresh(platform, fetchToken);
  const adopt = (next: ConnectionDetails): ConnectionDetails => {
    isGone = false;
    // A refresh brings a token alone: the socket's address stays.
    details = {
      ...next,
      url: next.url ?? details?.url ?? null,
      expiry: next.expiry ?? details?.expiry ?? null,
    };
    refresh.schedule(next.connectionTokenExpiry);
    return details;
  };

  const isDenied = (reason: unknown) => statusCodeOf(reason) === 403 && isRefusal(reason);
  const askTranscript = (token: string) =>
    call("GetTranscript", { MaxResults: 1, StartPosition: {} }, { token, attempts: 1 });
  const fetchNext = () => fetchCustomerDetails(create, 1);
  const askAgain = async (refusal: unknown): Promise<ConnectionDetails> => {
    // An attempt may be given up before it has found out: the next one knows.
    if (!details || isGone || !isDenied(refusal)) throw refusal;
    const token = tokenOf();
    try {
      return await fetchNext();
    } catch (reason) {
      if (!isDenied(reason)) throw reason;
    }
    try {
      await askTranscript(tokenOf());
    } catch (reason) {
      if (!isDenied(reason)) throw reason;
      // Who gave a call a new token meanwhile knows the chat.
      if (tokenOf() !== token) return askAgain(refusal);
      isGone = true;
    }
    throw refusal;
  };

  /** Shared by all who are refused within a minute, unless it failed to get an answer. */
  const renewToken = (isUrgent: boolean): Promise<unknown> => {
    if (!isUrgent && renewal && Math.abs(platform.nowMs() - renewedAtMs) < RENEWAL_PAUSE_MS) return renewal;
    renewedAtMs = platform.nowMs();
    renewal = fetchToken().catch((reason: unknown) => {
      if (!isRefusal(reason)) renewal = undefined;
      throw reason;
    });
    return renewal;
  };

  const authorized: Credentials["authorized"] = async (use, gone) => {
    const token = tokenOf();
    try {
      return await use(token);
    } catch (refusal) {
      if (!isDenied(refusal) || isStopped) throw refusal;
      try {
        if (tokenOf() === token) await renewToken(gone !== undefined);
        if (tokenOf() !== token) return await use(tokenOf());
      } catch (reason) {
        // With the new token it is the call's own. Of a renewal, what is neither is an answer without a token: the call was refused.
        if (tokenOf() === token ? reason instanceof ChatError && !isRefusal(reason) : !isDenied(reason))
          throw reason;
      }
      // A token may be refused for reasons of its own, and an agent's comes from the page. The service has to say.
      if (gone && participantToken)
        await fetchCustomerToken(create).catch((reason: unknown) => {
          if (isDenied(reason)) gone();
        });
      throw refusal;
    }
  };

  return {
    details: () => details,
    obtain: async () => adopt(await (fetchForAgent() ?? fetchCustomerDetails(create)).catch(askAgain)),
    renew: async () => adopt(await fetchNext().catch(askAgain)),
    authorized,
    isChatGone: () => isGone,
    acknowledge(gone) {
      if (!options.fetchForAgent || !participantToken || details?.connectionAcknowledged) return;
      create({ ConnectParticipant: true }).catch((error: unknown) => {
        warn("could not acknowledge the connection", error);
        if (isDenied(error)) authorized(askTranscript, gone).catch(() => undefined);
      });
    },
    stop() {
      isStopped = true;
      refresh.stop();
    },
  };
}
