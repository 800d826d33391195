import type { OperationOutput } from "@amazon-connect-chat/protocol";
import { parseTimeMs } from "../../platform/time.js";

type Answer = OperationOutput<"CreateParticipantConnection">;
export type ConnectionCredentials = NonNullable<Answer["ConnectionCredentials"]>;

/** The connection token of all tabs: the leader fetches it, once for all who ask meanwhile. */
export interface SharedToken {
  /** Takes the token of an answer, which the tab asked for itself; others who want one wait for it. */
  track<Result extends Answer>(answer: Promise<Result>): Promise<Result>;
  /** A token that is not the one that is `has`: that is not good any more. */
  get(has: string | undefined): Promise<ConnectionCredentials>;
  /** Another tab has fetched this one. */
  learned(credentials: ConnectionCredentials): void;
}

const credentialsOf = ({ ConnectionCredentials }: Answer): ConnectionCredentials =>
  ConnectionCredentials ?? {};

export function createSharedToken(fetchToken: () => Promise<Answer>, nowMs: () => number): SharedToken {
  let current: ConnectionCredentials | undefined;
  let pending: Promise<Answer> | undefined;

  const underWay = () => pending;
  const track: SharedToken["track"] = (answer) => {
    pending = answer;
    const over = () => {
      if (pending === answer) pending = undefined;
    };
    answer.then((result) => {
      current = result.ConnectionCredentials ?? current;
      over();
    }, over);
    return answer;
  };
  const isGood = (has: string | undefined): boolean =>
    current?.ConnectionToken !== undefined &&
    current.ConnectionToken !== has &&
    // What does not say until when is good until it is refused.
    !(parseTimeMs(current.Expiry) <= nowMs());
  return {
    track,
    async get(has) {
      const other = underWay();
      if (other) {
        try {
          return credentialsOf(await other);
        } catch {
          // What came of another's call, for a socket perhaps, need not be what comes of this one.
          const next = underWay();
          if (next) return credentialsOf(await next);
        }
      }
      return isGood(has) ? (current ?? {}) : credentialsOf(await track(fetchToken()));
    },
    learned: (credentials) => (current = credentials),
  };
}
