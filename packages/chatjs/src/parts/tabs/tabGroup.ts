import type { ConnectionListener } from "../../connection/chatConnection.js";
import type { Envelope } from "../../connection/frames.js";
import type { OwnConnection } from "../../connection/ownConnection.js";
import type { CancelTimer, Platform } from "../../platform/platform.js";
import { createErrands } from "./errands.js";
import type { Errand } from "./errands.js";
import { noteOfError } from "./errorNotes.js";
import { createLeaderLock } from "./leaderLock.js";
import { createTabMembers } from "./tabMembers.js";
import { readNote } from "./tabNotes.js";
import type { Draft, Note, NoteOf, Request, Saying } from "./tabNotes.js";
import type { TabChannel, TabsPlatform } from "./tabsPlatform.js";
import { OUT, turn } from "./tabTurn.js";
import type { TabEffect, TabEvent } from "./tabTurn.js";

/** A leader that is asked answers at once; one that does not is taken for dead, though it still has the lock. */
export const PATIENCE_MS = 5_000;
/** A leader that is up says something every ten seconds: the heartbeat. */
export const QUIET_MS = 25_000;
/** A timer that fires so late slept with its page: what was said meanwhile is still to be read. */
const LATE_MS = 1_000;

export interface TabGroupOptions {
  readonly platform: Pick<Platform, "nowMs" | "queueTask" | "setTimer" | "uuid">;
  readonly world: TabsPlatform;
  readonly name: string;
  /** Does as leader what another tab asks for. */
  serve(request: Request): Promise<object>;
  /** An event went out for all tabs. */
  sent(key: string, result: object): void;
  /** Who leads, or how many there are, may have changed. */
  changed(): void;
}

/** The tabs of one chat, seen from one of them. */
export interface TabGroup {
  /** Has the leader do it; this tab, where it leads or cannot share. Joins the tabs first. */
  run<Result extends object>(errand: Errand<Result>): Promise<Result>;
  /** Gives the session its connection: `open` opens one of the tab's own, whenever it leads. */
  attach(open: (listener: ConnectionListener) => OwnConnection, listener: ConnectionListener): OwnConnection;
  post(draft: Draft): void;
  /** Whether the session has its connection by this group, or is about to. */
  isJoined(): boolean;
  isLeader(): boolean;
  count(): number;
}

const TELL: { readonly [What in Saying]: (listener: ConnectionListener, payload: unknown) => void } = {
  up: (listener) => listener.subscribed(),
  again: (listener) => listener.resubscribed(),
  down: (listener) => listener.lost(),
  retrying: (listener, details) => listener.reconnecting(details as object),
  frame: (listener, envelope) => listener.received(envelope as Envelope),
  beat: (listener, succeeded) => listener.heartbeat(succeeded === true),
};

export function createTabGroup(options: TabGroupOptions): TabGroup {
  const { platform, world, name } = options;
  let state = OUT;
  /** The browser has the interfaces, and refuses to use them here. */
  let isAlone = false;
  let isAsleep = false;
  let id = "";
  let channel: TabChannel | undefined;
  let letGoOfMember: () => void = () => undefined;
  let attached:
    | {
        readonly open: (listener: ConnectionListener) => OwnConnection;
        readonly listener: ConnectionListener;
        own?: OwnConnection | undefined;
      }
    | undefined;
  let cancelWatch: CancelTimer = () => undefined;
  let stopWatchingSleep: (() => void) | undefined;

  const post = (draft: Draft) => channel?.post({ ...draft, from: id });
  const members = createTabMembers(world.locks, (member) => `${name} ${member}`, options.changed);
  const errands = createErrands(
    () => {
      if (state.role === "leading") return { who: "lead" };
      if (isAlone || !(channel || isAsleep)) return { who: "alone" };
      const { leaderId, term } = state;
      if (leaderId === undefined) return { who: "nobody" };
      // An answer is for who asked: not for what this tab is called after a sleep.
      return { who: "leader", id: leaderId, term: `${id} ${leaderId} ${term}` };
    },
    (to, askId, request) => {
      post({ kind: "ask", to, askId, request });
      watchLeader(PATIENCE_MS);
    },
    () => platform.queueTask(leaveIfIdle),
  );

  /** What the connection of this tab says, when it leads. */
  const listenerOf = (listener: ConnectionListener): ConnectionListener => {
    const say = (saying: Saying, payload?: unknown) => dispatch({ type: "said", saying, payload });
    return {
      ...listener,
      subscribed: () => say("up"),
      resubscribed: () => say("again"),
      lost: () => say("down"),
      reconnecting: (details) => say("retrying", details),
      received: (envelope) => say("frame", envelope),
      heartbeat: (succeeded) => say("beat", succeeded),
    };
  };
  const openConnection = () => {
    if (!attached || attached.own) return;
    const mine = attached;
    mine.own = mine.open(isAlone ? mine.listener : listenerOf(mine.listener));
  };
  const closeConnection = () => {
    attached?.own?.close();
    if (attached) attached.own = undefined;
  };

  const EFFECTS: { readonly [Name in TabEffect[0]]: (...args: never[]) => void } = {
    tell: (saying: Saying, payload: unknown) => attached && TELL[saying](attached.listener, payload),
    post,
    openConnection,
    closeConnection,
    errands: errands.proceed,
  };
  function dispatch(event: TabEvent): void {
    const before = state.role;
    const [next, effects] = turn(state, event);
    state = next;
    for (const [effect, ...args] of effects) (EFFECTS[effect] as (...args: unknown[]) => void)(...args);
    if (state.role !== before) options.changed();
  }

  /** Waits for a word of the leader: asks for one, and does without it if none comes. */
  function watchLeader(withinMs: number): void {
    cancelWatch();
    if (state.role !== "following") return;
    const dueMs = platform.nowMs() + withinMs;
    cancelWatch = platform.setTimer(() => {
      const isLate = platform.nowMs() - dueMs > LATE_MS;
      if (withinMs === PATIENCE_MS && !isLate) lock.steal();
      else {
        post({ kind: "hello" });
        watchLeader(PATIENCE_MS);
      }
    }, withinMs);
  }

  const lock = createLeaderLock(world.locks, name, {
    granted() {
      cancelWatch();
      dispatch({ type: "granted", nowMs: platform.nowMs() });
      platform.queueTask(leaveIfIdle);
    },
    deposed() {
      dispatch({ type: "deposed" });
      lock.request();
      watchLeader(PATIENCE_MS);
    },
    refused: goAlone,
  });

  const answer = async ({ from: to, askId, request }: NoteOf<"ask">): Promise<void> => {
    post({ kind: "took", to });
    try {
      post({ kind: "answer", to, askId, result: await options.serve(request) });
    } catch (error) {
      post({ kind: "answer", to, askId, error: noteOfError(error) });
    }
  };
  const heard = (note: Note) => {
    members.add(note.from);
    dispatch({ type: "heard", note });
    if (state.role === "following" && note.from === state.leaderId) watchLeader(QUIET_MS);
    if ("to" in note && note.to !== id) return;
    if (note.kind === "hello") post({ kind: "here" });
    if (note.kind === "ask" && state.role === "leading") void answer(note);
    if (note.kind === "answer") errands.answered(note);
    if (note.kind === "wanted") attached?.own?.reconnectNow?.();
    if (note.kind === "sent") options.sent(note.key, note.result);
  };

  function join(): void {
    if (isAlone || channel) return;
    try {
      channel = world.openChannel(name, (data) => {
        const note = channel && readNote(data);
        if (note) heard(note);
      });
    } catch {
      goAlone();
      return;
    }
    const mine = (id = platform.uuid());
    dispatch({ type: "joined" });
    stopWatchingSleep ??= world.onSleep(sleep);
    const isHeld = () => {
      if (id !== mine || !channel) return undefined;
      post({ kind: "hello" });
      return new Promise<void>((resolve) => (letGoOfMember = resolve));
    };
    world.locks.request(`${name} ${id}`, {}, isHeld).catch(() => {
      if (id === mine) goAlone();
    });
    lock.request();
    watchLeader(PATIENCE_MS);
  }
  function leave(): void {
    cancelWatch();
    dispatch({ type: "left" });
    lock.giveUp();
    letGoOfMember();
    members.clear();
    channel?.close();
    channel = undefined;
    options.changed();
  }
  /** A page that sleeps leads nobody: it would not even notice. */
  function sleep(asleep: boolean): void {
    if (asleep === isAsleep) return;
    isAsleep = asleep;
    if (asleep) leave();
    else join();
  }
  function leaveForGood(): void {
    stopWatchingSleep?.();
    stopWatchingSleep = undefined;
    isAsleep = false;
    leave();
    errands.proceed();
  }
  function goAlone(): void {
    isAlone = true;
    leaveForGood();
    openConnection();
  }
  function leaveIfIdle(): void {
    if (!attached && !errands.pending && channel) leaveForGood();
  }

  return {
    run(errand) {
      join();
      return errands.run(errand);
    },
    attach(open, listener) {
      const mine = { open, listener };
      attached = mine;
      join();
      if (isAlone || state.role === "leading") openConnection();
      else if (state.isUp) listener.subscribed();
      return {
        reconnectNow() {
          if (attached?.own) attached.own.reconnectNow?.();
          else if (!state.isUp) post({ kind: "wanted" });
        },
        close() {
          if (attached !== mine) return;
          closeConnection();
          attached = undefined;
          leaveForGood();
        },
      };
    },
    post,
    isJoined: () => channel !== undefined,
    isLeader: () => isAlone || state.role === "leading",
    count: () => members.size + 1,
  };
}
