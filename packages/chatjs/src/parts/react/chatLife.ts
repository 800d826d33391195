import { createObservedValue } from "../../session/observedValue.js";
import type { ObservedValue } from "../../session/observedValue.js";

/** What a hook needs of a session: one of `createCustomerSession`, of `createAgentSession` or of `ChatSession.create`. */
export interface HookedSession {
  connect(): Promise<unknown>;
  onEnded(handler: () => unknown): () => unknown;
  readonly close?: (() => unknown) | undefined;
  readonly breakConnection?: (() => unknown) | undefined;
  readonly controller?: { breakConnection(): unknown } | undefined;
  readonly outbox?: { stop(): unknown } | undefined;
}

/**
 * Where a chat is.
 * - `idle`: not begun, or let go
 * - `starting`: the session is being made or connects
 * - `open`: it is connected; what becomes of the connection is its own matter
 * - `ended`: the chat is over
 * - `failed`: it could not be made or connected; `error` says why
 */
export interface ChatLifeState<Session> {
  readonly status: "idle" | "starting" | "open" | "ended" | "failed";
  /** There as soon as it is made, also while it connects and when it has ended. */
  readonly session: Session | undefined;
  readonly error: unknown;
}

/** One chat of a component, from its start to its end. */
export interface ChatLife<Session, Input> extends Pick<
  ObservedValue<ChatLifeState<Session>>,
  "get" | "onChange"
> {
  /** Makes the session and connects it, unless that is so or under way. */
  start(input?: Input): void;
  /** Lets the session go; the chat itself goes on. */
  stop(): void;
  /** Somebody shows it. It is let go when nobody does any more, but not before all who come at the same time have come. */
  retain(): () => void;
}

/** Where a chat is before it begins, and on a server. */
export const IDLE = { status: "idle", session: undefined, error: undefined } as const;

function letGo(session: HookedSession): void {
  if (session.close) session.close();
  else {
    // It goes on by itself without a connection.
    session.outbox?.stop();
    (session.controller ?? session).breakConnection?.();
  }
}

/** @param reportError takes what nobody else hears of */
export function createChatLife<Session extends HookedSession, Input>(
  create: (input: Input | undefined) => Session | Promise<Session>,
  reportError: (error: unknown) => void,
): ChatLife<Session, Input> {
  const { get, set, onChange } = createObservedValue<ChatLifeState<Session>>(IDLE, reportError);
  let holders = 0;
  /** A start whose number is not the latest counts no more. */
  let current = 0;
  /** Hears no more of the session of the latest start. */
  let unhear: () => unknown = () => undefined;

  const run = async (input: Input | undefined) => {
    const mine = ++current;
    const isOver = () => current !== mine;
    let session: Session | undefined;
    unhear();
    set({ ...IDLE, status: "starting" });
    try {
      session = await create(input);
      if (isOver()) {
        letGo(session);
        return;
      }
      const made = session;
      unhear = made.onEnded(() => {
        if (!isOver()) set({ ...IDLE, status: "ended", session: made });
      });
      set({ ...IDLE, status: "starting", session });
      await session.connect();
      if (!isOver() && get().status === "starting") set({ ...IDLE, status: "open", session });
    } catch (error) {
      if (session) letGo(session);
      if (isOver()) return;
      unhear();
      set({ ...IDLE, status: "failed", error });
    }
  };
  const stop = () => {
    current += 1;
    unhear();
    const { session, status } = get();
    set(IDLE);
    if (session && status !== "ended") letGo(session);
  };
  return {
    get,
    onChange,
    start(input) {
      const { status } = get();
      if (status !== "starting" && status !== "open") void run(input);
    },
    stop,
    retain() {
      holders += 1;
      return () => {
        holders -= 1;
        // A component that is mounted again at once, as StrictMode does, keeps its chat.
        void Promise.resolve().then(() => {
          if (holders === 0) stop();
        });
      };
    },
  };
}
