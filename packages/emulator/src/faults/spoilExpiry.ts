import type { OperationOutput } from "@amazon-connect-chat/protocol";
import { toIsoTime } from "../isoTime.js";
import type { RuleOf } from "./faultRule.js";

type Connection = OperationOutput<"CreateParticipantConnection">;
type Expiry = RuleOf<"invalidExpiry">["expiry"];

const anHourMs = 3_600_000;

/** What each way puts in the place of an expiry. */
const replacements: Readonly<Record<Expiry, (nowMs: number) => string | undefined>> = {
  past: (nowMs) => toIsoTime(nowMs - anHourMs),
  missing: () => undefined,
  unreadable: () => "soon",
};

/** What stands in the place of an expiry; undefined where it is left out. */
export const spoiledTime = (expiry: Expiry, nowMs: number): string | undefined => replacements[expiry](nowMs);

/** The connection with expiries that cannot be used; undefined members do not go over the wire. */
export function spoilExpiry(
  { Websocket: socket, ConnectionCredentials: credentials }: Connection,
  expiry: Expiry,
  nowMs: number,
): Connection {
  const time = spoiledTime(expiry, nowMs);
  const named = (name: "ConnectionExpiry" | "Expiry") => (time === undefined ? {} : { [name]: time });
  return {
    ...(socket && { Websocket: { Url: socket.Url, ...named("ConnectionExpiry") } }),
    ...(credentials && {
      ConnectionCredentials: { ConnectionToken: credentials.ConnectionToken, ...named("Expiry") },
    }),
  };
}
