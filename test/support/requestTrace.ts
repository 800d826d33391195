import type { RequestFacts } from "amazon-connect-chat-emulator";

/** A request with everything that differs from chat to chat replaced by what it is. */
export interface TracedRequest {
  readonly method: string;
  readonly path: string;
  readonly bearer: string;
  readonly contentType: string | undefined;
  /** The body's text, byte for byte but for the replaced values. */
  readonly body: string;
}

const uuid = /[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}/;
const clientToken = new RegExp(`("ClientToken":")${uuid.source}"`);

/** Whose token a bearer is; the emulator tells the two kinds apart by their beginning. */
const tokenKind = (bearer = "none") =>
  ({ "pt.": "participantToken", "ct.": "connectionToken" })[bearer.slice(0, 3)] ?? bearer;

/** Names what `names` maps from a value to its name, and every ClientToken that is a random UUID. */
export const traceRequest =
  (names: ReadonlyMap<string, string>) =>
  ({ method, path, headers, body }: RequestFacts): TracedRequest => ({
    method,
    path,
    bearer: tokenKind(headers["x-amz-bearer"]),
    contentType: headers["content-type"],
    body: [...names]
      .reduce((text, [value, name]) => text.replaceAll(value, name), body)
      .replace(clientToken, '$1<uuid>"'),
  });
