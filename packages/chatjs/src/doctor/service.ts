import { readObject } from "../lib/readObject.js";
import { createRequest } from "../participant/request.js";
import { parseTimeMs } from "../platform/time.js";
import { ask, explainFailure, shown } from "./ask.js";
import type { Answer } from "./ask.js";
import { ok, problem, skipped, warning } from "./finding.js";
import type { Ailment, Finding } from "./finding.js";
import type { Place } from "./place.js";

/** Who answers at the endpoint; `answer` where somebody does. */
export interface ServiceFindings {
  readonly finding: Finding;
  readonly answer: Answer | undefined;
}

const allow =
  "let the proxy at this endpoint answer preflights and send Access-Control-Allow-Origin; Amazon Connect itself does";

/** What failures of the service's own mean, whatever was asked. */
export function explainStatus(status: number): Ailment | undefined {
  if (status === 429)
    return {
      message: "the service limits the rate of requests (429)",
      fix: "try again later; have the quota of the Participant Service raised when this is usual",
    };
  if (status >= 500)
    return {
      message: `the service fails (${status})`,
      fix: "try again later; look at the AWS Health Dashboard, and at what stands between when the endpoint is a proxy",
    };
  return undefined;
}

/** Slow enough for people to notice. */
export const isSlow = ({ timeoutMs }: Place, tookMs: number): boolean => tookMs > timeoutMs / 5;

/** Every refusal of the service is JSON with a message, also that of the gateway before it. */
const isRefusal = ({ status, text }: Answer): boolean => {
  const body = readObject(text);
  return [400, 401, 403].includes(status) && typeof (body?.["message"] ?? body?.["Message"]) === "string";
};

/** Asks for a connection with a token that is none: who refuses that as the service does is the service. */
export async function checkService(
  place: Place,
  endpoint: string,
  userAgent: string,
): Promise<ServiceFindings> {
  const request = createRequest("CreateParticipantConnection", {}, { endpoint, userAgent, token: "doctor" });
  const reply = await ask(place, request.url, request);
  if (reply.kind !== "answer") {
    const ailment = await explainFailure(place, request.url, { failure: reply, allow });
    return { finding: problem("service", ailment), answer: undefined };
  }
  const ailment = explainStatus(reply.status);
  if (ailment) return { finding: problem("service", ailment), answer: reply };
  if (!isRefusal(reply))
    return {
      finding: problem("service", {
        message: `${shown(endpoint)} is not the participant service; it answers ${reply.status} to a request for a connection`,
        fix: "leave the endpoint out, or give the one that https://participant.connect.<region>.amazonaws.com stands behind",
      }),
      answer: undefined,
    };
  if (isSlow(place, reply.tookMs))
    return {
      finding: warning("service", {
        message: `the service is slow: ${reply.tookMs} ms for an answer`,
        fix: "look at the network and at proxies, and use the region of the instance",
      }),
      answer: reply,
    };
  return { finding: ok("service", `the participant service answers in ${reply.tookMs} ms`), answer: reply };
}

const WARNING_SKEW_MS = 60_000;
const PROBLEM_SKEW_MS = 300_000;

/** Compares the service's clock with the local one. */
export function checkClock({ headers, startMs, tookMs }: Answer): Finding {
  const serverMs = parseTimeMs(headers.get("date"));
  if (Number.isNaN(serverMs))
    return skipped("clock", "the service does not tell its time here: pages may not read the Date header");
  // The header has whole seconds.
  const skewMs = startMs + tookMs / 2 - (serverMs + 500);
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  if (Math.abs(skewMs) <= WARNING_SKEW_MS)
    return ok("clock", "the clock agrees with the service's to a minute");
  const make = Math.abs(skewMs) > PROBLEM_SKEW_MS ? problem : warning;
  return make("clock", {
    message: `the clock of this machine is ${seconds} s ${skewMs > 0 ? "ahead of" : "behind"} the service's`,
    fix: "set it by a time server: tokens are renewed by it, and times are shown by it",
  });
}
