import type { OperationInput, OperationName, OperationOutput } from "@amazon-connect-chat/protocol";
import type { Platform } from "../platform/platform.js";
import { fetchAgentDetails, fetchCustomerDetails, fetchCustomerToken } from "./connectionDetails.js";
import type { ConnectionDetails, GetConnectionToken } from "./connectionDetails.js";
import { createTokenRefresh } from "./tokenRefresh.js";

/** One operation of the participant service. */
export type Call = <Name extends OperationName>(
  name: Name,
  input: OperationInput<Name>,
  options: { readonly token: string; readonly attempts?: number | undefined },
) => Promise<OperationOutput<Name>>;

export interface CredentialsOptions {
  readonly platform: Platform;
  readonly call: Call;
  readonly warn: (line: string, error: unknown) => void;
  readonly participantToken?: string | undefined;
  /** Agents only: customers ask the service. */
  readonly getConnectionToken?: GetConnectionToken | undefined;
  readonly isAgent: boolean;
}

/** What a participant proves its right with, kept fresh from `obtain` to `stop`. */
export interface Credentials {
  details(): ConnectionDetails | undefined;
  /** Fetches credentials, and keeps the token fresh from then on. */
  obtain(): Promise<ConnectionDetails>;
  /** Fetches a new address for a socket, and a new token with it, in one attempt. */
  renew(): Promise<ConnectionDetails>;
  /** Tells the service that the agent is there. A chat works without. */
  acknowledge(): void;
  /** After a refusal: the token at hand knows whether the chat is gone. */
  isChatGone(): Promise<boolean>;
  stop(): void;
}

export function createCredentials(options: CredentialsOptions): Credentials {
  const { platform, call, warn, isAgent, participantToken = "" } = options;
  let details: ConnectionDetails | undefined;
  let isStopped = false;

  const create = (attempts?: number) => (input: OperationInput<"CreateParticipantConnection">) =>
    call("CreateParticipantConnection", input, { token: participantToken, attempts });
  const fetchForAgent = () =>
    // Without the function this is the TypeError that 5.0.0 rejects with.
    fetchAgentDetails(options.getConnectionToken as GetConnectionToken, create(), (error) =>
      warn("getConnectionToken failed; calling CreateParticipantConnection", error),
    );
  const refresh = createTokenRefresh(platform, async () =>
    adopt(isAgent ? await fetchForAgent() : await fetchCustomerToken(create(1))),
  );
  const adopt = (next: ConnectionDetails): ConnectionDetails => {
    // A refresh brings a token alone: the socket's address stays.
    details = {
      ...next,
      url: next.url ?? details?.url ?? null,
      expiry: next.expiry ?? details?.expiry ?? null,
    };
    if (!isStopped) refresh.schedule(next.connectionTokenExpiry);
    return details;
  };

  return {
    details: () => details,
    obtain: async () => adopt(isAgent ? await fetchForAgent() : await fetchCustomerDetails(create())),
    renew: async () => adopt(await fetchCustomerDetails(create(1))),
    acknowledge() {
      if (!isAgent || !participantToken || details?.connectionAcknowledged) return;
      create()({ ConnectParticipant: true }).catch((error: unknown) =>
        warn("could not acknowledge the connection", error),
      );
    },
    isChatGone: () =>
      call(
        "GetTranscript",
        { MaxResults: 1, StartPosition: {} },
        { token: details?.connectionToken ?? "", attempts: 1 },
      ).then(
        () => false,
        () => true,
      ),
    stop() {
      isStopped = true;
      refresh.stop();
    },
  };
}
