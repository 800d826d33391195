import { isObject } from "../../lib/isObject.js";
import type { PlainSession } from "../../session/parts.js";
import type { Note } from "./recording.js";

/** Methods that ask the service for something, or change what the session does. */
const CALLS = [
  "connect",
  "sendMessage",
  "sendEvent",
  "sendMessageReceipt",
  "sendAttachment",
  "downloadAttachment",
  "getAttachmentURL",
  "getTranscript",
  "describeView",
  "getAuthenticationUrl",
  "cancelParticipantAuthentication",
  "disconnectParticipant",
  "breakConnection",
  "cleanUp",
  // Messages wait for the first who listens, and the transcript is read for those who want it.
  "onMessage",
  "onTranscriptUpdated",
] as const;
export type RecordedMethod = (typeof CALLS)[number];

type Method = (...args: readonly unknown[]) => unknown;
type Kept = { readonly [Name in RecordedMethod]?: Method };

const codeOf = (error: unknown): string => {
  const { code, name } = (error ?? {}) as { readonly code?: string; readonly name?: string };
  return code ?? name ?? typeof error;
};

/**
 * The session's methods, which note that they are called and what comes of it.
 * @param textOf what is noted of the arguments
 * @param before called first, so that a subscription of the recorder's own comes before the page's
 */
export function recordCalls(
  session: PlainSession,
  {
    note,
    nowMs,
    textOf,
    before,
  }: {
    readonly note: Note;
    readonly nowMs: () => number;
    readonly textOf: (args: unknown) => string | undefined;
    readonly before: (method: RecordedMethod, args: readonly unknown[]) => void;
  },
): object {
  const own = session as Kept;
  let calls = 0;
  const recorded = (method: RecordedMethod, perform: Method): Method =>
    function (...args) {
      const call = (calls += 1);
      const begunMs = nowMs();
      const settle = (error?: string) => note({ kind: "result", call, durationMs: nowMs() - begunMs, error });
      note({ kind: "call", call, method, text: textOf(args[0]) });
      before(method, args);
      let outcome: unknown;
      try {
        outcome = perform(...args);
      } catch (error) {
        settle(codeOf(error));
        throw error;
      }
      if (isObject(outcome) && outcome instanceof Promise)
        outcome.then(
          () => settle(),
          (error: unknown) => settle(codeOf(error)),
        );
      return outcome;
    };
  return Object.fromEntries(
    CALLS.flatMap((method) => {
      const perform = own[method];
      return perform ? [[method, recorded(method, perform)]] : [];
    }),
  );
}
