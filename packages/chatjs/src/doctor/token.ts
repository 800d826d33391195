import type { OperationOutput } from "@amazon-connect-chat/protocol";
import { isObject } from "../lib/isObject.js";
import { isToken } from "../lib/isToken.js";
import { readObject } from "../lib/readObject.js";
import { createRequest } from "../participant/request.js";
import { parseTimeMs } from "../platform/time.js";
import { ask, explainFailure } from "./ask.js";
import { ok, problem, warning } from "./finding.js";
import type { Ailment, Finding } from "./finding.js";
import type { Place } from "./place.js";
import { explainStatus, isSlow } from "./service.js";

/** Who asks the participant service for what. */
export interface Caller {
  readonly place: Place;
  readonly endpoint: string;
  readonly userAgent: string;
  readonly token: string;
}

export interface Connection {
  readonly finding: Finding;
  /** Undefined where there is none. */
  readonly socketUrl?: string;
  readonly connectionToken?: string;
}

const check = "token";

const REFUSALS: Readonly<Record<number, Ailment>> = {
  400: {
    message: "CreateParticipantConnection finds the request or the token malformed (400)",
    fix: "pass ParticipantToken as StartChatContact gives it, not encoded, not cut and in no quotes",
  },
  401: {
    message: "CreateParticipantConnection is refused before it reaches the service (401)",
    fix: "look at what stands at the endpoint: Amazon Connect asks for no other credential than the token",
  },
  403: {
    message:
      "the service refuses the token (403): it is too old, of an ended chat, of another region or no ParticipantToken",
    fix: "start a new chat and connect within five minutes; use the region of the instance; pass ParticipantToken, no connection token",
  },
  404: {
    message: "CreateParticipantConnection is not found (404)",
    fix: "look at the path of the endpoint; proxies have to pass /participant/connection on",
  },
};

/** What a refusal of CreateParticipantConnection means. */
const explainRefusal = (status: number): Ailment =>
  REFUSALS[status] ??
  explainStatus(status) ?? {
    message: `CreateParticipantConnection answers ${status}`,
    fix: "look at what stands between the page and the service",
  };

/** What is wrong with the time at which something ends. */
function expiryAilment(expiry: unknown, nowMs: number): string | undefined {
  if (expiry === undefined || expiry === null) return "missing";
  const expiresAtMs = parseTimeMs(expiry);
  if (Number.isNaN(expiresAtMs)) return "unreadable";
  return expiresAtMs <= nowMs ? "in the past" : undefined;
}

/** Connects as a page would, with the token of a chat. */
export async function checkToken({ place, endpoint, userAgent, token }: Caller): Promise<Connection> {
  const input = { Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"] } as const;
  const request = createRequest("CreateParticipantConnection", input, { endpoint, userAgent, token });
  const reply = await ask(place, request.url, request);
  if (reply.kind !== "answer") {
    const allow = "let the proxy at the endpoint send Access-Control-Allow-Origin on every answer";
    return {
      finding: problem(check, await explainFailure(place, request.url, { failure: reply, allow })),
    };
  }
  if (reply.status !== 200) return { finding: problem(check, explainRefusal(reply.status)) };
  const output = readObject(reply.text) as OperationOutput<"CreateParticipantConnection"> | undefined;
  const socketUrl: unknown = output?.Websocket?.Url;
  const connectionToken: unknown = output?.ConnectionCredentials?.ConnectionToken;
  if (!isObject(output) || typeof socketUrl !== "string" || !isToken(connectionToken))
    return {
      finding: problem(check, {
        message: "the answer of CreateParticipantConnection lacks the socket's URL or the connection token",
        fix: "let proxies pass the answers of the service on as they are",
      }),
    };
  const found = { socketUrl, connectionToken };
  const { nowMs } = place.platform;
  const ailment =
    expiryAilment(output.ConnectionCredentials?.Expiry, nowMs()) ??
    expiryAilment(output.Websocket?.ConnectionExpiry, nowMs());
  if (ailment)
    return {
      ...found,
      finding: warning(check, {
        message: `the service takes the token, and the expiry of the connection is ${ailment}`,
        fix: "set the clock of this machine, and let proxies pass answers on as they are",
      }),
    };
  if (isSlow(place, reply.tookMs))
    return {
      ...found,
      finding: warning(check, {
        message: `the service takes the token, slowly: ${reply.tookMs} ms`,
        fix: "look at the network and at proxies, and use the region of the instance",
      }),
    };
  return { ...found, finding: ok(check, `the service takes the token, in ${reply.tookMs} ms`) };
}
