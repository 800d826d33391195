import { pick } from "../../simulation/dice.js";
import type { Dice } from "../../simulation/dice.js";
import type { Answer } from "../world/service.js";
import type { Step } from "./play.js";

const named = (name: string) => ({ "x-amzn-errortype": name });

const BROKEN: Answer = { status: 200, body: "{" };

/** All but 403, which makes this library ask for another token (CP-50). */
const FAILURES: readonly (readonly [answer: Answer, times: number])[] = [
  [{ status: 400, body: { message: "no" }, headers: named("ValidationException") }, 1],
  [{ status: 402, body: { Message: "no" }, headers: named("ServiceQuotaExceededException:http://a/b") }, 1],
  [{ status: 400, body: { __type: "com.amazonaws#ValidationException", message: "no" } }, 1],
  [{ status: 404, body: {}, headers: named("ResourceNotFoundException") }, 1],
  [{ status: 409, body: { code: "ConflictException", message: "no" } }, 1],
  [{ status: 413, body: "" }, 1],
  [{ status: 500, body: { message: "broken" }, headers: named("InternalServerException") }, 3],
  [{ status: 503, body: {} }, 2],
  [{ status: 429, body: { message: "slowly" }, headers: named("ThrottlingException") }, 1],
  [{ status: 429, body: { message: "slowly" }, headers: named("ThrottlingException") }, 3],
  [{ status: 400, body: { message: "slowly" }, headers: named("ThrottlingException") }, 2],
  // A 5xx like that is tried again (CP-44).
  [{ status: 400, body: "<html>" }, 1],
  [BROKEN, 1],
  ["none", 1],
];

const ODD_BODIES: readonly unknown[] = ["", {}, { Id: null, AbsoluteTime: "t" }];

const ODD_DETAILS: readonly unknown[] = [
  {},
  "",
  { Websocket: null, ConnectionCredentials: null },
  { Websocket: { Url: "wss://sockets.test/chat", ConnectionExpiry: "2031-02-04T04:00:00Z" } },
  { ConnectionCredentials: { ConnectionToken: "ct.alone", Expiry: "2031-02-04T04:00:00Z" } },
];

/** Those that the service answers; what the bucket answers is CP-33. */
const PATHS = [
  "/participant/message",
  "/participant/message",
  "/participant/event",
  "/participant/transcript",
  "/participant/disconnect",
  "/participant/start-attachment-upload",
  "/participant/complete-attachment-upload",
  "/participant/attachment",
  "/participant/authentication-url",
  "/participant/cancel-authentication",
  "/participant/views/view-token",
];

export const pickPath = (dice: Dice): string => pick(dice, PATHS);

/** Answers to calls without a result are not read in 5.0.0: CP-116. */
const UNREAD = /disconnect|complete|cancel/;

/**
 * An answer to calls that is no usual one.
 * @param isFollowed whether the page follows the transcript: a message that got no Id stays SENDING in that of 5.0.0 (CP-34)
 */
export function oddAnswer(dice: Dice, isFollowed: boolean): Step {
  const path = pickPath(dice);
  if (dice.chance(0.7)) {
    const [answer, times] = pick(
      dice,
      UNREAD.test(path) ? FAILURES.filter(([failure]) => failure !== BROKEN) : FAILURES,
    );
    return { path, answer, times };
  }
  return {
    path: isFollowed ? "/participant/event" : "/participant/message",
    answer: { body: pick(dice, ODD_BODIES) },
    times: 1,
  };
}

/** What ends a session that reconnects: other failures do so in 5.0.0 alone (CP-30), and 403 ends the chat (CP-08). */
export const refusedReturn = (dice: Dice): Step => ({
  path: "/participant/connection",
  answer: pick(dice, [
    { status: 400, body: { message: "no" }, headers: named("ValidationException") },
    { status: 404, body: {}, headers: named("ResourceNotFoundException") },
  ]),
  times: 1,
});

/** What keeps a customer from connecting. */
export const refusedStart = (dice: Dice): Step => {
  const [answer, times] = pick(dice, [...FAILURES, ...ODD_DETAILS.map((body) => [{ body }, 1] as const)]);
  return { path: "/participant/connection", answer, times };
};
