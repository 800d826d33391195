import { TOPICS } from "@amazon-connect-chat/protocol";
import { readObject } from "../lib/readObject.js";
import { createRequest, withClientToken } from "../participant/request.js";
import { ask, explainFailure } from "./ask.js";
import type { Reply } from "./ask.js";
import { ok, problem, warning } from "./finding.js";
import type { Finding } from "./finding.js";
import { explainStatus, isSlow } from "./service.js";
import type { SocketProbe } from "./socketProbe.js";
import type { Caller } from "./token.js";

const check = "delivery";

function call({ place, ...context }: Caller, name: "SendMessage" | "DisconnectParticipant", input: object) {
  const whole = withClientToken(name, input as never, place.platform.uuid);
  const request = createRequest(name, whole, context);
  return { url: request.url, reply: ask(place, request.url, request) };
}

/** Says something in the chat, and listens for it. `caller` has the connection token. */
export async function checkDelivery(caller: Caller, probe: SocketProbe): Promise<Finding> {
  const { place } = caller;
  const { url, reply } = call(caller, "SendMessage", {
    ContentType: "text/plain",
    Content: "This is the ChatJS doctor, looking whether messages arrive.",
  });
  const answer: Reply = await reply;
  if (answer.kind !== "answer") {
    const allow = "let the proxy at the endpoint send Access-Control-Allow-Origin on every answer";
    return problem(check, await explainFailure(place, url, { failure: answer, allow }));
  }
  const id = readObject(answer.text)?.["Id"];
  if (answer.status !== 200 || typeof id !== "string")
    return problem(
      check,
      explainStatus(answer.status) ?? {
        message: `SendMessage answers ${answer.status} without an Id`,
        fix: "look at the path of the endpoint; proxies have to pass /participant/message on",
      },
    );
  const item = await probe.next(
    (frame) => frame["topic"] === TOPICS.chat && readObject(frame["content"])?.["Id"] === id,
  );
  const tookMs = place.platform.nowMs() - answer.startMs;
  if (!item)
    return problem(check, {
      message: "a message is sent, and does not come back through the socket",
      fix: "look at what stands between: proxies must not hold frames back",
    });
  return isSlow(place, tookMs)
    ? warning(check, {
        message: `messages come slowly: ${tookMs} ms from sending to the socket`,
        fix: "look at the network, and at proxies that gather frames",
      })
    : ok(check, `a message comes back through the socket in ${tookMs} ms`);
}

/** Ends the chat that the doctor has begun, as well as it can. */
export async function leaveChat(caller: Caller): Promise<void> {
  await call(caller, "DisconnectParticipant", {}).reply;
}
