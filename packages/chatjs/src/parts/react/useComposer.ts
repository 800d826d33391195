import { useCallback, useRef, useState } from "react";
import { notifyTyping } from "./notifyTyping.js";

/** What the hook needs of a session. One with an outbox sends through that. */
export interface ComposerSession {
  sendMessage(args: { readonly contentType: string; readonly message: string }): unknown;
  sendEvent(args: { readonly contentType: string }): Promise<unknown>;
  readonly outbox?: Pick<ComposerSession, "sendMessage"> | undefined;
}

export interface UseComposerOptions {
  /** @defaultValue `"text/plain"` */
  readonly contentType?: string | undefined;
}

/** For an `input` or a `textarea`. */
export interface ComposerFieldProps {
  /** Gets the focus when the form is submitted: its button may have had it. */
  ref(field: { focus(): void } | null): void;
  readonly value: string;
  /** Takes what was written, and tells the others that somebody types. */
  onChange(event: { readonly target: { readonly value: string } }): void;
  /** Sends on Enter; with Shift, or while an input method composes, it stays what it is. */
  onKeyDown(event: {
    readonly key: string;
    readonly shiftKey: boolean;
    readonly nativeEvent: { readonly isComposing: boolean; readonly keyCode?: number | undefined };
    preventDefault(): void;
  }): void;
}

/** What `useComposer` gives. */
export interface UsedComposer {
  readonly text: string;
  setText(text: string): void;
  /**
   * Sends what was written, once, unless that is nothing or there is no session. The text comes back when it could not be sent.
   */
  send(): Promise<void>;
  readonly isSending: boolean;
  /** Why the last message could not be sent; undefined once another one is sent. */
  readonly error: unknown;
  readonly fieldProps: ComposerFieldProps;
  /** For the `form` around it. */
  readonly formProps: { onSubmit(event: { preventDefault(): void }): void };
}

const lines = (...texts: readonly string[]) => texts.filter(Boolean).join("\n");

/**
 * What somebody writes.
 * @example
 * ```tsx
 * const { fieldProps, formProps } = useComposer(session);
 * const form = <form {...formProps}><textarea {...fieldProps} aria-label="Message" /></form>;
 * ```
 */
export function useComposer(
  session: ComposerSession | undefined,
  { contentType = "text/plain" }: UseComposerOptions = {},
): UsedComposer {
  const [text, showText] = useState("");
  /** As it is now, which may not be rendered yet: what is sent twice in one event goes out once. */
  const latest = useRef("");
  /** What has come back since it was sent last, and stands at the beginning. */
  const returned = useRef("");
  const [pending, setPending] = useState(0);
  const [error, setError] = useState<unknown>();
  const field = useRef<{ focus(): void }>(null);
  const ref = useCallback((element: { focus(): void } | null) => {
    field.current = element;
  }, []);
  const setText = useCallback((next: string) => {
    latest.current = next;
    showText(next);
  }, []);
  const send = useCallback(async () => {
    const written = latest.current;
    const message = written.trim();
    if (!message || !session) return;
    setText((returned.current = ""));
    setError(undefined);
    setPending((count) => count + 1);
    try {
      await (session.outbox ?? session).sendMessage({ contentType, message });
    } catch (reason) {
      setError(reason);
      // What was written meanwhile comes after it, and after what came back before it.
      if (!`${latest.current}\n`.startsWith(`${returned.current}\n`)) returned.current = "";
      const rest = latest.current.slice(returned.current ? returned.current.length + 1 : 0);
      returned.current = lines(returned.current, written);
      setText(lines(returned.current, rest));
    } finally {
      setPending((count) => count - 1);
    }
  }, [session, contentType, setText]);
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault();
    void send();
    field.current?.focus();
  };
  const fieldProps: ComposerFieldProps = {
    ref,
    value: text,
    onChange({ target }) {
      setText(target.value);
      if (target.value.trim()) notifyTyping(session);
    },
    onKeyDown(event) {
      const { isComposing, keyCode } = event.nativeEvent;
      // Of the Enter that ends a composition, Safari says only in its older member that it is the input method's.
      const isPlain = !event.shiftKey && !isComposing && keyCode !== 229;
      if (event.key === "Enter" && isPlain) submit(event);
    },
  };
  return { text, setText, send, isSending: pending > 0, error, fieldProps, formProps: { onSubmit: submit } };
}
