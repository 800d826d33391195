import { proxyErrorBody } from "../connect/proxyAnswer.js";
import { ServiceError, requestTooLong, serviceError } from "../operations/serviceError.js";
import { connectTimeout } from "./connectFailure.js";
import { createFetchHost } from "./fetchHost.js";
import type { HostAnswer, HostRequest } from "./hostRequest.js";
import { createLambdaHost } from "./lambdaHost.js";
import type { LambdaAnswer, LambdaEvent } from "./lambdaHost.js";
import { createNodeHost } from "./nodeHost.js";
import type { NodeRequest, NodeResponse } from "./nodeHost.js";
import { createStartChatSender } from "./sendStartChat.js";
import { corsHeadersOf, preflightAnswer } from "./startChatCors.js";
import { resolveStartChatOptions } from "./startChatOptions.js";
import type { StartChatCall, StartChatOptions } from "./startChatOptions.js";
import { readStartChatRequest } from "./startChatRequest.js";

/** The first message and the attributes are the largest members, 48 KB together. */
const maxBodySizeBytes = 131_072;

/** One handler in the forms of three kinds of servers. Each can be passed on alone. */
export interface StartChatHandler {
  /** For servers of the fetch kind. */
  fetch(request: Request): Promise<Response>;
  /** For `createServer` of node:http, Express and others on it. Resolves when the answer is written. */
  node(request: NodeRequest, response: NodeResponse): Promise<void>;
  /** For AWS Lambda behind an HTTP API of API Gateway (payload format 2.0) or a function URL. */
  lambda(event: LambdaEvent): Promise<LambdaAnswer>;
}

const denied = (message: string, detail: string) =>
  new ServiceError(403, "AccessDeniedException", { message }, detail);

/** Settles as `work` does; rejects with a ServiceError when that takes too long, and aborts it. */
async function withinTime<Result>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(connectTimeout(timeoutMs));
      controller.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Creates what a site's backend needs to let its pages start chats: it takes `POST` requests in the form of the emulator's `/start-chat`,
 * calls StartChatContact with the server's credentials, and answers in the form of the emulator. At which path is up to the server.
 *
 * A page gets the ids and the token of its chat, or an error without inner details: 400 for what it said wrong, 403 for an origin or a
 * person that may not, 429 when there are too many chats, 500 when credentials or options are wrong, 502 and 504 when Amazon Connect fails or
 * does not answer. The logger is told what to do about it.
 * @throws TypeError for options that cannot be
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 */
export function createStartChatHandler(options: StartChatOptions): StartChatHandler {
  const settings = resolveStartChatOptions(options);
  const { authorize, attributes = {}, allowedOrigins, timeoutMs, logger } = settings;
  const send = createStartChatSender(settings);

  async function requirePermission(call: StartChatCall): Promise<void> {
    if (call.request.PersistentChat && !authorize)
      throw denied(
        "PersistentChat is not allowed",
        "PersistentChat needs `authorize`, which looks whose chat it was",
      );
    if (authorize && !(await authorize(call))) throw denied("Access denied", "authorize said no");
  }

  const start = (call: StartChatCall) =>
    withinTime(timeoutMs, async (abortSignal) => {
      await requirePermission(call);
      const own = typeof attributes === "function" ? await attributes(call) : attributes;
      // Nobody waits for a chat that would begin now.
      abortSignal.throwIfAborted();
      const { request } = call;
      return send({
        request,
        attributes: { customerName: request.ParticipantDetails.DisplayName, ...own },
        abortSignal,
      });
    });

  async function carryOut(request: HostRequest): Promise<object> {
    if (request.method !== "POST")
      throw new ServiceError(405, "MethodNotAllowedException", { message: "Method not allowed" });
    const body = await request.readBody(maxBodySizeBytes);
    if (body === undefined) throw requestTooLong();
    return start({ headers: request.headers, request: readStartChatRequest(body) });
  }

  const asServiceError = (error: unknown): ServiceError => {
    if (error instanceof ServiceError) return error;
    const name = error instanceof Error ? error.name : typeof error;
    return serviceError(
      "InternalServerException",
      "Internal server error",
      `authorize, attributes or the reading of the body threw ${name}`,
    );
  };

  function answerFailure(error: unknown): Omit<HostAnswer, "headers"> {
    const failure = asServiceError(error);
    const requestId = crypto.randomUUID();
    // What is wrong with a body, the page is told.
    if (failure.detail !== undefined && failure.status !== 400)
      logger.error(
        `unable to start a chat; ${failure.detail}. Answered ${failure.status}, request ${requestId}`,
      );
    const body = proxyErrorBody(failure, { requestId, time: new Date().toISOString() });
    return { status: failure.status, body: JSON.stringify(body) };
  }

  async function answerRequest(request: HostRequest): Promise<HostAnswer> {
    const cors = corsHeadersOf(request, allowedOrigins);
    if (cors && request.method === "OPTIONS") return preflightAnswer(request, cors);
    const answered = cors
      ? await carryOut(request).then((body) => ({ status: 200, body: JSON.stringify(body) }), answerFailure)
      : answerFailure(denied("Access denied", "the page's origin is not one of allowedOrigins"));
    return {
      ...answered,
      headers: {
        ...cors,
        ...(answered.status === 405 && { Allow: "POST" }),
        "Content-Type": "application/json",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    };
  }

  return {
    fetch: createFetchHost(answerRequest),
    node: createNodeHost(answerRequest),
    lambda: createLambdaHost(answerRequest),
  };
}
