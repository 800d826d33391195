import { useEffect, useRef, useState } from "react";
import { createChatLife } from "./chatLife.js";
import type { ChatLifeState, HookedSession } from "./chatLife.js";
import { useSnapshot } from "./useSnapshot.js";

export interface UseChatSessionOptions {
  /** Begins as soon as the component is shown; otherwise with `start()`. @defaultValue true */
  readonly autoStart?: boolean | undefined;
}

/** What `useChatSession` gives. */
export interface UsedChatSession<Session> extends ChatLifeState<Session> {
  /** Begins the chat, or tries again. */
  start(): void;
  /** Lets the session go; the chat itself goes on. */
  stop(): void;
}

const NONE = { status: "idle", session: undefined, error: undefined } as const;

/**
 * A chat for as long as the component is shown: `create` makes its session, once, also in StrictMode; it is connected, and let go
 * when the component goes. On a server nothing happens.
 * @param create makes the session; it may start a chat first
 * @example
 * ```tsx
 * const { session, status, error, start } = useChatSession(async () =>
 *   createCustomerSession({ chatDetails: await startChat(), parts: [history, connection, participants] }),
 * );
 * ```
 */
export function useChatSession<Session extends HookedSession>(
  create: () => Session | Promise<Session>,
  { autoStart = true }: UseChatSessionOptions = {},
): UsedChatSession<Session> {
  const latest = useRef(create);
  const [life] = useState(() =>
    createChatLife(
      () => latest.current(),
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
  const state = useSnapshot(life, ({ get }) => get(), NONE as ChatLifeState<Session>);
  return { ...state, start: life.start, stop: life.stop };
}
