import { HEADERS } from "@amazon-connect-chat/protocol";
import type { OperationName, OperationOutput } from "@amazon-connect-chat/protocol";
import type { Logger } from "../config/logger.js";
import { abortedError, ChatError } from "../errors.js";
import { onAbort } from "../platform/abort.js";
import type { Platform } from "../platform/platform.js";
import { failureOf, networkFailureOf, parseBody, timeoutOf } from "./failure.js";
import type { Answer } from "./failure.js";
import { createRequest } from "./request.js";
import type { CallInput } from "./request.js";
import { retryDelayMs } from "./retry.js";

export interface CallOptions {
  /** The participant token for CreateParticipantConnection, the connection token for all else. */
  readonly token: string;
  /** @defaultValue 3 */
  readonly attempts?: number | undefined;
  /** For the whole call, all attempts and waits. @defaultValue 30000 */
  readonly timeoutMs?: number | undefined;
  /** Ends the call when it aborts: no further attempt. */
  readonly signal?: AbortSignal | undefined;
}

/** How a call went. */
export interface ResponseMetadata {
  readonly httpStatusCode: number;
  readonly requestId?: string | undefined;
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
   * Calls an operation; 429 and 5xx are tried again with growing, jittered waits and the same body. Rejects with a
   * ChatError, whatever goes wrong: SERVICE_ERROR, THROTTLED, INVALID_RESPONSE, NETWORK_ERROR, TIMEOUT, ABORTED or ILLEGAL_ARGUMENT.
   */
  call<Name extends OperationName>(
    name: Name,
    input: CallInput<Name>,
    options: CallOptions,
  ): Promise<CallResult<Name>>;
}

export interface ParticipantClientOptions {
  readonly platform: Pick<Platform, "fetch" | "nowMs" | "random" | "setTimer">;
  /** Base URL without a slash at its end. */
  readonly endpoint: string;
  /** The whole header value. Asked for at each call. */
  userAgent(): string;
  readonly log: Pick<Logger, "debug" | "warn">;
}

/** Creates a client; it holds nothing between calls. */
export function createParticipantClient(options: ParticipantClientOptions): ParticipantClient {
  const { platform, log } = options;

  async function call<Name extends OperationName>(
    name: Name,
    input: CallInput<Name>,
    { token, attempts: maxAttempts = 3, timeoutMs = 30_000, signal }: CallOptions,
  ): Promise<CallResult<Name>> {
    const { endpoint } = options;
    const request = createRequest(name, input, {
      endpoint,
      userAgent: options.userAgent(),
      token,
    });
    const controller = new AbortController();
    const send = async (): Promise<Answer> => {
      // Of the request's members fetch leaves the url alone.
      const response = await platform.fetch(request.url, { ...request, signal: controller.signal });
      const text = await response.text();
      return { status: response.status, header: (name) => response.headers.get(name), text };
    };
    let attempts = 0;
    let totalRetryDelay = 0;
    let waitingAfter: ChatError | undefined;
    const cleanUps: (() => void)[] = [];
    const stopped = new Promise<never>((_resolve, reject) => {
      const stop = (reason: ChatError) => {
        reject(reason);
        controller.abort();
      };
      cleanUps.push(
        // The answer that is being waited out says more than that there was no time for another.
        platform.setTimer(() => stop(waitingAfter ?? timeoutOf({ name, attempts }, timeoutMs)), timeoutMs),
        onAbort(signal, () => stop(abortedError())),
      );
    });
    const outcomeLine = (outcome: string | number) => `${name}: ${outcome}, attempt ${attempts}`;
    try {
      for (;;) {
        attempts += 1;
        const answer = await Promise.race([send(), stopped]);
        const { status } = answer;
        const body = status >= 200 && status < 300 ? parseBody(answer.text) : undefined;
        if (body) {
          log.debug(outcomeLine(status));
          const requestId = answer.header(HEADERS.requestId) ?? undefined;
          const $metadata = { httpStatusCode: status, requestId, attempts, totalRetryDelay };
          return { ...(body as OperationOutput<Name>), $metadata };
        }
        const failure = failureOf(answer, { name, attempts }, platform.nowMs());
        const waitMs = retryDelayMs(failure, attempts, platform);
        if (attempts >= maxAttempts || waitMs === undefined) throw failure;
        log.warn(outcomeLine(status));
        totalRetryDelay += waitMs;
        waitingAfter = failure;
        const wait = new Promise<void>((resolve) => {
          cleanUps.push(platform.setTimer(resolve, waitMs));
        });
        await Promise.race([wait, stopped]);
        waitingAfter = undefined;
      }
    } catch (cause) {
      const error = cause instanceof ChatError ? cause : networkFailureOf(cause, { name, attempts });
      log.warn(outcomeLine(error.statusCode ?? error.code));
      throw error;
    } finally {
      for (const cleanUp of cleanUps) cleanUp();
    }
  }

  return { call };
}
