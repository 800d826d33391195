import { useCallback, useState } from "react";

/** What the hook needs of a session. One with an outbox sends through that. */
export interface ComposerSession {
  sendMessage(args: { readonly contentType: string; readonly message: string }): unknown;
  readonly outbox?: Pick<ComposerSession, "sendMessage"> | undefined;
}

export interface UseComposerOptions {
  /** @defaultValue `"text/plain"` */
  readonly contentType?: string | undefined;
}

/** What `useComposer` gives. */
export interface UsedComposer {
  readonly text: string;
  setText(text: string): void;
  /** Sends what was written, unless that is nothing or there is no session. The text comes back when it could not be sent. */
  send(): Promise<void>;
  readonly isSending: boolean;
  /** Why the last message could not be sent; undefined once another one is sent. */
  readonly error: unknown;
}

/**
 * What somebody writes.
 * @example
 * ```tsx
 * const { text, setText, send } = useComposer(session);
 * <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
 *   <input value={text} onChange={({ target }) => setText(target.value)} />
 * </form>
 * ```
 */
export function useComposer(
  session: ComposerSession | undefined,
  { contentType = "text/plain" }: UseComposerOptions = {},
): UsedComposer {
  const [text, setText] = useState("");
  const [pending, setPending] = useState(0);
  const [error, setError] = useState<unknown>();
  const send = useCallback(async () => {
    const message = text.trim();
    if (!message || !session) return;
    setText("");
    setError(undefined);
    setPending((count) => count + 1);
    try {
      await (session.outbox ?? session).sendMessage({ contentType, message });
    } catch (reason) {
      setError(reason);
      // What was written meanwhile comes after it.
      setText((since) => [text, since].filter(Boolean).join("\n"));
    } finally {
      setPending((count) => count - 1);
    }
  }, [session, contentType, text]);
  return { text, setText, send, isSending: pending > 0, error };
}
