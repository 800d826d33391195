import { HEADERS } from "@amazon-connect-chat/protocol";
import { resolveEndpoint } from "../config/endpoint.js";
import { userAgentOf } from "../participant/userAgent.js";
import type { Platform } from "../platform/platform.js";
import { VERSION } from "../version.js";
import { checkAddress, parse } from "./address.js";
import { originOf } from "./ask.js";
import { checkDelivery, leaveChat } from "./delivery.js";
import { ok, problem, skipped } from "./finding.js";
import type { Diagnosis, Finding } from "./finding.js";
import { createPlace } from "./place.js";
import type { Place } from "./place.js";
import { preflight } from "./preflight.js";
import { checkScripts } from "./scripts.js";
import { checkClock, checkService } from "./service.js";
import { checkSocket } from "./socket.js";
import {
  checkStartChat,
  checkStartChatAnswer,
  headersOf,
  noStartChat,
  startChatUrlAilment,
} from "./startChat.js";
import type { StartChatRequest, StartedChat } from "./startChat.js";
import { checkToken } from "./token.js";

/** What the doctor is to look at. */
export interface DiagnoseOptions {
  /** As the page sets it. @defaultValue "us-west-2" */
  readonly region?: string | undefined;
  /** As the page sets it. @defaultValue the participant service of the region */
  readonly endpoint?: string | undefined;
  /**
   * The page's own backend, or its URL alone. It is asked for a chat by POST; the doctor joins that chat as its customer, says one
   * sentence in it, and ends it.
   */
  readonly startChat?: string | StartChatRequest | undefined;
  /**
   * In place of `startChat`, an answer that the page has: the doctor joins that chat as the page would, and neither says anything
   * in it nor ends it. Its shape is looked at, so hand it over as it came.
   */
  readonly startChatAnswer?: unknown;
  /** In Node: the origin of the page, such as "https://www.example.com", to look whether it may ask. */
  readonly origin?: string | undefined;
  /** How long each answer is waited for, in milliseconds, from 100 to 60,000. @defaultValue 10_000 */
  readonly timeoutMs?: number | undefined;
}

/** The headers of the library's requests that browsers ask about. */
const SERVICE_HEADERS: readonly string[] = ["content-type", HEADERS.bearer, HEADERS.userAgent];

const clamp = (ms: number): number => Math.min(Math.max(ms || 10_000, 100), 60_000);

/** Who is asked whether pages may ask. */
interface Target {
  readonly name: string;
  readonly url: string;
  readonly headers: readonly string[];
}

/** Whether pages of the origin may read service and backend: a page has seen it by now, in Node it is asked. */
async function checkOrigins(
  place: Place,
  named: string | undefined,
  targets: readonly Target[],
): Promise<Finding> {
  const check = "cors";
  if (place.pageOrigin !== undefined) return ok(check, `pages of ${place.pageOrigin} may read the service`);
  if (!named) return skipped(check, "no origin of a page was named");
  // People copy the address of a page.
  const origin = parse(named) ? originOf(named) : named;
  for (const { name, url, headers } of targets) {
    const ailment = await preflight(place, url, { origin, headers });
    if (ailment !== undefined)
      return problem(check, {
        message: `${name} at ${originOf(url)} ${ailment}`,
        fix: `answer OPTIONS with 200, Access-Control-Allow-Origin: ${origin} and Access-Control-Allow-Headers: ${headers.join(",")}`,
      });
  }
  return ok(check, `pages of ${origin} may ask`);
}

/** The chat's part: token, socket, and whether what is said arrives. */
async function checkChat(
  place: Place,
  started: StartedChat,
  { endpoint, isOwn }: { readonly endpoint: string; readonly isOwn: boolean },
): Promise<readonly Finding[]> {
  const { participantToken } = started;
  if (participantToken === undefined)
    return [skipped("token", "there is no token"), skipped("socket", "there is no token")];
  const caller = { place, endpoint, userAgent: userAgentOf(VERSION) };
  const { finding, socketUrl, connectionToken } = await checkToken({ ...caller, token: participantToken });
  if (socketUrl === undefined || connectionToken === undefined)
    return [finding, skipped("socket", "there is no connection")];
  const { finding: ofSocket, probe } = await checkSocket(place, socketUrl);
  const me = { ...caller, token: connectionToken };
  const findings = [finding, ofSocket];
  if (isOwn && probe) findings.push(await checkDelivery(me, probe));
  if (isOwn) await leaveChat(me);
  probe?.close();
  return findings;
}

async function examine(place: Place, options: DiagnoseOptions): Promise<readonly Finding[]> {
  const { startChat, startChatAnswer, origin } = options;
  // What is empty counts as not named, as in the configuration.
  const region = options.region || "us-west-2";
  const endpoint = resolveEndpoint({ endpoint: options.endpoint || null }, region);
  const address = checkAddress(region, endpoint);
  if (address.status === "problem") return [address, checkScripts(place)];
  const { finding: service, answer } = await checkService(place, endpoint, userAgentOf(VERSION));
  const findings = [address, service];
  const request = typeof startChat === "string" ? { url: startChat } : startChat;
  if (answer) {
    const targets: Target[] = [
      { name: "the service", url: `${endpoint}/participant/connection`, headers: SERVICE_HEADERS },
    ];
    // Without a usable URL there is nobody to ask; that is told with start-chat.
    if (request && !startChatUrlAilment(request))
      targets.push({
        name: "start-chat",
        url: request.url,
        // Pages may always say what they accept.
        headers: Object.keys(headersOf(request)).filter((header) => !/^accept/i.test(header)),
      });
    findings.push(checkClock(answer), await checkOrigins(place, origin, targets));
    const started = request
      ? await checkStartChat(place, request)
      : startChatAnswer === undefined
        ? noStartChat()
        : checkStartChatAnswer(startChatAnswer);
    findings.push(
      started.finding,
      ...(await checkChat(place, started, { endpoint, isOwn: request !== undefined })),
    );
  }
  return [...findings, checkScripts(place)];
}

/** Makes a doctor on a platform. */
export const createDoctor =
  (platform: Platform) =>
  async (options: DiagnoseOptions = {}): Promise<Diagnosis> => {
    const place = createPlace(platform, clamp(Number(options.timeoutMs)));
    try {
      const findings = await examine(place, options);
      return { ok: findings.every(({ status }) => status !== "problem"), findings };
    } finally {
      place.leave();
    }
  };
