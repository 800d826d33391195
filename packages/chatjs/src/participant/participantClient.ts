import { HEADERS } from "@amazon-connect-chat/protocol";
import type { OperationName, OperationOutput } from "@amazon-connect-chat/protocol";
import type { Logger } from "../config/logger.js";
import { ChatError } from "../errors.js";
import type { CancelTimer, Platform } from "../platform/platform.js";
import { failureOf, networkFailureOf, parseBody } from "./failure.js";
import type { Answer } from "./failure.js";
import { createRequest } from "./request.js";
import type { CallInput, ServiceRequest } from "./request.js";
import { delayMs, shouldRetry } from "./retry.js";

export interface CallOptions {
  /** The participant token for CreateParticipantConnection, the connection token for all else. */
  readonly token: string;
  /** @defaultValue 3 */
  readonly attempts?: number | undefined;
  /** For the whole call, all attempts and waits. @defaultValue 30000 */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a call went. */
export interface ResponseMetadata {
  readonly httpStatusCode: number;
  readonly requestId?: string;
  readonly attempts: number;
  /** Milliseconds waited between attempts. */
  readonly totalRetryDelay: number;
}

export type CallResult<Name extends OperationName> = OperationOutput<Name> & {
  readonly $metadata: ResponseMetadata;
};

/** The participant service over HTTP. */
export interface ParticipantClient {
  /**
   * Calls an operation; 429 and 5xx are tried again with growing, jittered waits and the same `ClientToken`. Rejects with a
   * ChatError, whatever goes wrong: SERVICE_ERROR, THROTTLED, INVALID_RESPONSE, NETWORK_ERROR, TIMEOUT, ABORTED or
   * ILLEGAL_ARGUMENT.
   */
  call<Name extends OperationName>(
    name: Name,
    input: CallInput<Name>,
    options: CallOptions,
  ): Promise<CallResult<Name>>;
}

export interface ParticipantClientOptions {
  readonly platform: Pick<Platform, "fetch" | "nowMs" | "random" | "setTimer" | "uuid">;
  /** Base URL without a slash at its end. Asked for at each call. */
  endpoint(): string;
  /** The whole header value. Asked for at each call. */
  userAgent(): string;
  readonly log: Pick<Logger, "debug" | "warn">;
}

/** Creates a client; it holds nothing between calls. */
export function createParticipantClient(client: ParticipantClientOptions): ParticipantClient {
  const { platform, log } = client;

  async function send(request: ServiceRequest, signal: AbortSignal): Promise<Answer> {
    const { url, ...rest } = request;
    const response = await platform.fetch(url, { ...rest, signal });
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      text: await response.text(),
    };
  }

  return {
    async call(name, input, options) {
      const { attempts = 3, timeoutMs = 30_000, signal } = options;
      ...
    },
  };
}
