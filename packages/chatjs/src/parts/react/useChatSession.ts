import { useEffect, useRef, useState } from "react";
import { createChatLife, IDLE } from "./chatLife.js";
import type { ChatLifeState, HookedSession } from "./chatLife.js";
import { useSnapshot } from "./useSnapshot.js";

export interface UseChatSessionOptions {
  /** Begins as soon as the component is shown; otherwise with `start()`. @defaultValue true */
  readonly autoStart?: boolean | undefined;
}

/** What `useChatSession` gives. */
export interface UsedChatSession<Session, Input = unknown> extends ChatLifeState<Session> {
  /**
   * Begins the chat, or tries again. `create` gets what it is given, such as the name that somebody entered; it has to be given where
   * `create` cannot do without.
   */
  start(...given: undefined extends Input ? [input?: Input] : [input: Input]): void;
  /** Lets the session go; the chat itself goes on. */
  stop(): void;
}

/**
 * A chat as below that begins with `start` alone, so that `create` may count on what `start` is given.
 * @param create makes the session; it may start a chat first. What `start` was given is its argument
 */
export function useChatSession<Session extends HookedSession, Input = unknown>(
  create: (input: Input) => Session | Promise<Session>,
  options: { readonly autoStart: false },
): UsedChatSession<Session, Input>;
/**
 * A chat for as long as the component is shown: `create` makes its session, once, also in StrictMode; it is connected, and let go
 * when the component goes. On a server nothing happens.
 * @param create makes the session; it may start a chat first. What `start` was given is its argument; undefined with `autoStart`
 * @example
 * ```tsx
 * const { session, status, error, start } = useChatSession(async () =>
 *   createCustomerSession({ chatDetails: await startChat(), parts: [history, connection, participants] }),
 * );
 * ```
 */
export function useChatSession<Session extends HookedSession, Input = unknown>(
  create: (input: Input | undefined) => Session | Promise<Session>,
  options?: UseChatSessionOptions,
): UsedChatSession<Session, Input | undefined>;
export function useChatSession<Session extends HookedSession, Input>(
  create: (input: Input) => Session | Promise<Session>,
  { autoStart = true }: UseChatSessionOptions = {},
): UsedChatSession<Session, Input> {
  const latest = useRef(create);
  const [life] = useState(() =>
    createChatLife<Session, Input>(
      // Without one only where the types allow it.
      (input) => latest.current(input as Input),
      (error) => {
        throw error;
      },
    ),
  );
  useEffect(() => {
    latest.current = create;
  });
  useEffect(() => {
    const release = life.retain();
    if (autoStart) life.start();
    return release;
  }, [life, autoStart]);
  const state = useSnapshot(life, ({ get }) => get(), IDLE as ChatLifeState<Session>);
  return { ...state, start: life.start, stop: life.stop };
}
