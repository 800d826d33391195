import { TOPICS } from "@amazon-connect-chat/protocol";
import { heartbeatFrame, isAbout, pingFrame, subscribeFrame } from "../connection/frames.js";
import { isAllowedUrl } from "../connection/transport.js";
import { isObject } from "../lib/isObject.js";
import { parse } from "./address.js";
import { originOf } from "./ask.js";
import { ok, problem, skipped, warning } from "./finding.js";
import type { Finding } from "./finding.js";
import type { Place } from "./place.js";
import { openProbe } from "./socketProbe.js";
import type { Opening, SocketProbe } from "./socketProbe.js";

export interface SocketFindings {
  readonly finding: Finding;
  /** Open and subscribed; whoever gets it closes it. */
  readonly probe?: SocketProbe;
}

const check = "socket";
const chatTopics = [TOPICS.chat];
const wrong = (message: string, fix: string): SocketFindings => ({
  finding: problem(check, { message, fix }),
});
const letThrough = (origin: string) =>
  `let WebSockets to ${origin} through proxies, firewalls and content blockers`;

async function explainOpening(
  place: Place,
  origin: string,
  opening: Exclude<Opening, { readonly kind: "open" }>,
): Promise<SocketFindings> {
  if (opening.kind === "none")
    return {
      finding: skipped(
        check,
        "there is no WebSocket here: use Node 22 or later, or set globalThis.WebSocket",
      ),
    };
  if (await place.isForbidden(origin))
    return wrong(
      `the page's Content-Security-Policy forbids sockets to ${origin}`,
      `add ${origin} to connect-src`,
    );
  return opening.kind === "timeout"
    ? wrong(`the socket to ${origin} does not open within ${place.timeoutMs} ms`, letThrough(origin))
    : wrong(`the socket to ${origin} is refused or cut (${opening.code})`, letThrough(origin));
}

/** The status of a subscription: `success`, `failure`, or undefined without an answer. */
async function subscribe(probe: SocketProbe): Promise<unknown> {
  probe.send(subscribeFrame(chatTopics));
  const frame = await probe.next((each) => each["topic"] === TOPICS.subscribe && isAbout(each, chatTopics));
  return isObject(frame?.["content"]) ? frame["content"]["status"] : undefined;
}

/** Whether a frame of this topic is answered. */
async function answers(probe: SocketProbe, frame: string, topic: string): Promise<boolean> {
  probe.send(frame);
  return (await probe.next((each) => each["topic"] === topic)) !== undefined;
}

/** Opens the socket of a connection, subscribes to the chat, and sends what keeps it alive. */
export async function checkSocket(place: Place, url: string): Promise<SocketFindings> {
  if (!isAllowedUrl(url) || !parse(url))
    return wrong(
      "the socket's URL is none, or not encrypted and not of this machine",
      "let proxies pass the answers of the service on as they are",
    );
  const origin = originOf(url);
  const opening = await openProbe(place, url);
  if (opening.kind !== "open") return explainOpening(place, origin, opening);
  const { probe } = opening;
  const giveUp = (message: string, fix: string): SocketFindings => {
    probe.close();
    return wrong(message, fix);
  };
  const status = await subscribe(probe);
  if (status === undefined)
    return giveUp("the socket opens, and a subscription gets no answer", letThrough(origin));
  if (status !== "success")
    return giveUp(
      "the service refuses the subscription to the chat",
      "start a new chat; the connection is of one that has ended, or of nobody",
    );
  const [heartbeat, ping] = await Promise.all([
    answers(probe, heartbeatFrame, TOPICS.heartbeat),
    answers(probe, pingFrame, TOPICS.ping),
  ]);
  if (!heartbeat)
    return giveUp(
      "the socket opens, and heartbeats get no answer",
      `${letThrough(origin)}, in both directions and without gathering frames`,
    );
  if (!ping)
    return {
      probe,
      finding: warning(check, {
        message: "the socket works, and pings get no answer",
        fix: "look at what stands between; the library goes by heartbeats and carries on",
      }),
    };
  return { probe, finding: ok(check, `the socket to ${origin} opens, subscribes and answers`) };
}
