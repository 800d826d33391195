import { isObject } from "../lib/isObject.js";
import { isToken } from "../lib/isToken.js";
import { readObject } from "../lib/readObject.js";
import { urlAilment } from "./address.js";
import { ask, explainFailure, shown } from "./ask.js";
import { ok, problem, skipped, warning } from "./finding.js";
import type { Ailment, Finding } from "./finding.js";
import type { Place } from "./place.js";

/** The request that the page makes of its own backend. */
export interface StartChatRequest {
  readonly url: string;
  /** JSON value of the body. @defaultValue `{ParticipantDetails: {DisplayName: "ChatJS doctor"}}` */
  readonly body?: unknown;
  /** @defaultValue `{"content-type": "application/json"}` */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A chat, and what was found of the answer that it came in. */
export interface StartedChat {
  readonly finding: Finding;
  /** Undefined where the answer is of no use. */
  readonly participantToken?: string;
}

const check = "startChat";
const ID = /^[\w-]{1,256}$/;

/** Where answers hold the chat: the samples of AWS, and backends that pass on what StartChatContact gives. */
const PLACES = [["data", "startChatResult"], ["startChatResult"], ["data"], ["body"], []] as const;

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);

const idNames = ["ContactId", "ParticipantId", "ParticipantToken"] as const;
const member = (chat: Readonly<Record<string, unknown>>, name: string): unknown =>
  chat[name] ?? chat[name.charAt(0).toLowerCase() + name.slice(1)];

/** The place with the most of the members. */
function find(answer: unknown) {
  let best: { readonly path: string; readonly chat: Readonly<Record<string, unknown>> } | undefined;
  let most = 0;
  for (const place of PLACES) {
    const value = at(answer, place);
    if (!isObject(value)) continue;
    const count = idNames.filter((name) => member(value, name) !== undefined).length;
    if (count > most) [best, most] = [{ path: place.join("."), chat: value }, count];
  }
  return best;
}

const fixOfShape =
  "answer with ContactId, ParticipantId and ParticipantToken as StartChatContact gives them, in data.startChatResult or at the top";

/** Looks at an answer of the page's backend: its JSON value. */
export function checkStartChatAnswer(answer: unknown): StartedChat {
  const wrong = (message: string, fix = fixOfShape): StartedChat => ({
    finding: problem(check, { message, fix }),
  });
  const found = find(answer);
  if (!found) {
    const isText = [at(answer, ["body"]), answer].some(
      (each) => typeof each === "string" && readObject(each),
    );
    return isText
      ? wrong("the answer of start-chat is JSON in a text", "encode it once, not twice")
      : wrong("the answer of start-chat holds no chat");
  }
  const { path, chat } = found;
  const values = idNames.map((name) => member(chat, name));
  const missing = idNames.filter((_name, index) => !values[index]);
  if (missing.length > 0) return wrong(`the answer of start-chat lacks ${missing.join(" and ")}`);
  const [contactId, participantId, participantToken] = values;
  for (const [name, id] of [
    ["ContactId", contactId],
    ["ParticipantId", participantId],
  ] as const)
    if (typeof id !== "string" || !ID.test(id)) return wrong(`the ${name} of start-chat is no id`);
  if (!isToken(participantToken))
    return wrong(
      "the ParticipantToken of start-chat is no token",
      "pass it on as it came: one text without spaces or line breaks",
    );
  if (participantToken === contactId || participantToken === participantId)
    return wrong("the ParticipantToken of start-chat is one of its ids", "pass on ParticipantToken itself");
  if (contactId === participantId)
    return {
      participantToken,
      finding: warning(check, {
        message: "ContactId and ParticipantId of start-chat are the same",
        fix: "pass on both as StartChatContact gives them",
      }),
    };
  const name = path === "" ? "its answer" : path;
  return { participantToken, finding: ok(check, `start-chat gives a chat; chatDetails is ${name}`) };
}

const allow =
  "let the backend answer preflights, and send Access-Control-Allow-Origin with the page's origin on every answer";

/** What a refusal of the page's own backend hints at. */
function explainRefusal(name: string, status: number): Ailment {
  const message = `start-chat at ${name} answers ${status}`;
  if (status === 404 || status === 405)
    return { message, fix: "look at path and method; it is asked by POST, as pages do" };
  if (status === 401 || status === 403)
    return {
      message,
      fix: "pass the credentials that your page passes, and look at the role of the function",
    };
  if (status < 500)
    return { message, fix: "pass the body that your page passes; look at the log of the backend" };
  return {
    message,
    fix: "look at the log of the backend: InstanceId, ContactFlowId, and its right to connect:StartChatContact",
  };
}

export const startChatUrlAilment = ({ url }: StartChatRequest): Ailment | undefined =>
  urlAilment("URL of start-chat", url);

export const headersOf = ({ headers }: StartChatRequest): Readonly<Record<string, string>> =>
  headers ?? { "content-type": "application/json" };

/** Starts a chat as the page would. */
export async function checkStartChat(place: Place, request: StartChatRequest): Promise<StartedChat> {
  const { url, body } = request;
  const badUrl = startChatUrlAilment(request);
  if (badUrl) return { finding: problem(check, badUrl) };
  const reply = await ask(place, url, {
    method: "POST",
    headers: headersOf(request),
    body: JSON.stringify(body ?? { ParticipantDetails: { DisplayName: "ChatJS doctor" } }),
  });
  if (reply.kind !== "answer") {
    const ailment = await explainFailure(place, url, { failure: reply, allow, method: "GET" });
    return { finding: problem(check, ailment) };
  }
  if (reply.status < 200 || reply.status > 299)
    return { finding: problem(check, explainRefusal(shown(url), reply.status)) };
  let answer: unknown;
  try {
    answer = JSON.parse(reply.text);
  } catch {
    return {
      finding: problem(check, {
        message: "the answer of start-chat is no JSON",
        fix: "look at its URL, and at what the backend answers with",
      }),
    };
  }
  return checkStartChatAnswer(answer);
}

export const noStartChat = (): StartedChat => ({
  finding: skipped(check, "no start-chat URL and no chat was named"),
});
