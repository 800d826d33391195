import type { OperationInput, OperationOutput } from "@amazon-connect-chat/protocol";
import { eventTypeOf } from "@amazon-connect-chat/protocol";
import { readObject } from "../../lib/readObject.js";

type Input = OperationInput<"SendEvent">;
type Answer = OperationOutput<"SendEvent">;

/** As long as in one tab. */
const TYPING_WINDOW_MS = 10_000;
const MAX_RECEIPTS = 1_000;

/** What makes two events one for all tabs: undefined for those that are not shared. A read receipt says delivered, too. */
export function keysOf({ ContentType, Content }: Input): readonly string[] {
  const type = eventTypeOf(ContentType);
  if (type === "typing") return [type];
  const [, kind] = /^message\.(read|delivered)$/.exec(type) ?? [];
  const messageId = readObject(Content)?.["messageId"];
  if (!kind || typeof messageId !== "string") return [];
  return kind === "read" ? [`read ${messageId}`] : [`delivered ${messageId}`, `read ${messageId}`];
}

/** Typing and receipts of all tabs: each goes out once, and whoever asks again shares the outcome. */
export interface SharedEvents {
  /** Sends it, unless it went out before. What fails may be sent again. */
  once<Result extends Answer>(input: Input, send: () => Promise<Result>): Promise<Result>;
  /** Another tab has sent it. */
  learned(key: string, answer: Answer): void;
}

export function createSharedEvents(
  nowMs: () => number,
  sent: (key: string, answer: Answer) => void,
): SharedEvents {
  const outcomes = new Map<string, { readonly atMs: number; readonly answer: Promise<Answer> }>();
  const remember = (key: string, answer: Promise<Answer>) => {
    outcomes.delete(key);
    outcomes.set(key, { atMs: nowMs(), answer });
    for (const oldest of outcomes.keys()) {
      if (outcomes.size <= MAX_RECEIPTS) break;
      outcomes.delete(oldest);
    }
  };
  const known = (key: string): Promise<Answer> | undefined => {
    const outcome = outcomes.get(key);
    const ageMs = outcome ? nowMs() - outcome.atMs : 0;
    // A clock that was put back must not keep the window shut.
    return key === "typing" && (ageMs < 0 || ageMs >= TYPING_WINDOW_MS) ? undefined : outcome?.answer;
  };
  return {
    once: <Result extends Answer>(input: Input, send: () => Promise<Result>) => {
      const keys = keysOf(input);
      const before = keys.map(known).find(Boolean);
      if (before) return before as Promise<Result>;
      const [key = ""] = keys;
      const answer = send();
      remember(key, answer);
      answer.then(
        (result) => sent(key, result),
        () => {
          if (outcomes.get(key)?.answer === answer) outcomes.delete(key);
        },
      );
      return answer;
    },
    learned: (key, answer) => remember(key, Promise.resolve(answer)),
  };
}
