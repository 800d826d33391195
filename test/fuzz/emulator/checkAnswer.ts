import { EXCEPTION_STATUS } from "@amazon-connect-chat/protocol";
import { marksIn, tokensIn } from "./loot.js";
import type { FuzzStage } from "./fuzzStage.js";

/** An answer, read to its end. */
export interface SeenAnswer {
  readonly path: string;
  readonly method: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** All errors that the service may answer with, and their status. Its own failure is not among them. */
const errorStatus: Readonly<Record<string, number>> = {
  ...EXCEPTION_STATUS,
  InternalServerException: 0,
  MissingAuthenticationTokenException: 403,
  RequestEntityTooLargeException: 413,
  InvalidRequestException: 400,
  ContactNotFoundException: 410,
  LimitExceededException: 429,
  TooManyRequestsException: 429,
  NotImplementedException: 501,
};
const controlStatus: Readonly<Record<string, number>> = {
  InvalidRequest: 400,
  Forbidden: 403,
  NotFound: 404,
  Conflict: 409,
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Whether an error is one that is modelled, with its status and its form. */
function isModelled({ path, method, status, headers, text }: SeenAnswer): boolean {
  const type = headers.get("x-amzn-errortype");
  if (type !== null) {
    if (errorStatus[type] !== status) return false;
    if (method === "HEAD") return text === "";
    const { message, Message, data } = Object(parse(text)) as Record<string, unknown>;
    return typeof (message ?? Message) === "string" || typeof data === "object";
  }
  if (path.startsWith("/bucket/"))
    return status < 500 && (method === "HEAD" || text.includes("<Error><Code>"));
  if (path.startsWith("/control/") || path === "/control") {
    const { error } = Object(parse(text)) as { readonly error?: { readonly code?: string } };
    return method === "HEAD" ? status < 500 : controlStatus[error?.code ?? ""] === status;
  }
  return status === 410 && path.startsWith("/emulator/login");
}

/**
 * Notes what an answer must not be.
 * @param injected - the statuses that faults were to answer with
 */
export function checkAnswer(stage: FuzzStage, answer: SeenAnswer, injected: ReadonlySet<number>): void {
  const { path, method, status, headers, text } = answer;
  const what = `${method} ${path.slice(0, 200)} answered ${status}`;
  const head = JSON.stringify([...headers]);
  if (status >= 400) {
    if (marksIn(text + head).length + tokensIn(text + head).length > 0)
      stage.breach(`${what} and the error has a secret`);
    if (!isModelled(answer) && !injected.has(status))
      stage.breach(`${what}, which is not modelled: ${text.slice(0, 200)}`);
  } else if (status < 200 || status > 303) stage.breach(`${what}, which no answer is`);
  // A page that is refused is told nothing, not even by CORS headers.
  const isRefused = status === 403 && text.includes("emulator");
  const readers = stage.emulator.access.isOpen(path) ? "*" : null;
  if (!isRefused && headers.get("access-control-allow-origin") !== readers)
    stage.breach(`${what}, which ${headers.get("access-control-allow-origin") ?? "no page"} may read`);
  if (method !== "OPTIONS" && headers.get("x-amzn-requestid") === null)
    stage.breach(`${what} without a request id`);
}
