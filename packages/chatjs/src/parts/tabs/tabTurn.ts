import type { Draft, Note, Saying } from "./tabNotes.js";

/**
 * What a tab is in its chat.
 * - `out`: not connected, or asleep
 * - `following`: it hears the leader, and waits for the lock
 * - `leading`: it has the lock, and the socket
 */
export interface TabState {
  readonly role: "out" | "following" | "leading";
  /** Of the leader that it hears; a later leader has a higher one. 0 when it has heard of none. */
  readonly term: number;
  readonly leaderId: string | undefined;
  /** Whether the connection is up, as far as the leader has said. */
  readonly isUp: boolean;
}

export type TabEvent =
  | { readonly type: "joined" }
  /** The lock is its own. */
  | { readonly type: "granted"; readonly nowMs: number }
  /** Another tab has taken the lock away. */
  | { readonly type: "deposed" }
  | { readonly type: "left" }
  | { readonly type: "heard"; readonly note: Note }
  /** Its own connection has said something. */
  | { readonly type: "said"; readonly saying: Saying; readonly payload?: unknown };

export type TabEffect =
  /** Tell the tab's own session. */
  | readonly ["tell", Saying, unknown]
  | readonly ["post", Draft]
  | readonly ["openConnection"]
  | readonly ["closeConnection"]
  /** There is somebody to do what was asked for. */
  | readonly ["errands"];

export const OUT: TabState = { role: "out", term: 0, leaderId: undefined, isUp: false };

type Turn = readonly [TabState, readonly TabEffect[]];

const tellDown = ({ isUp }: TabState): readonly TabEffect[] => (isUp ? [["tell", "down", undefined]] : []);
const isUpAfter = (isUp: boolean, saying: Saying): boolean => saying === "up" || (isUp && saying !== "down");
const leads = ({ term, isUp }: TabState): TabEffect => ["post", { kind: "leads", term, isUp }];

/** Two tabs may take the lock in one millisecond: all others must agree on one. */
const isLater = (state: TabState, term: number, from: string): boolean =>
  term > state.term || (term === state.term && from > (state.leaderId ?? ""));

function follow(state: TabState, note: Note): Turn {
  const { from } = note;
  if (note.kind === "leads") {
    const { term, isUp } = note;
    const isKnown = from === state.leaderId && term === state.term;
    if (!isKnown && !isLater(state, term, from)) return [state, []];
    const next = { ...state, term, leaderId: from, isUp };
    // What a new leader's connection has missed is to be found out, up or not.
    const effects = isKnown && isUp ? [] : tellDown(state);
    return [
      next,
      [
        ...effects,
        ...(isUp && !(isKnown && state.isUp) ? ([["tell", "up", undefined]] as const) : []),
        ...(isKnown ? [] : ([["errands"]] as const)),
      ],
    ];
  }
  if (note.kind !== "says" || from !== state.leaderId) return [state, []];
  const { saying, payload } = note;
  // Who has not heard that it is up has missed the beginning, and the leader is being asked.
  if (!state.isUp && saying !== "up" && saying !== "retrying") return [state, []];
  // Once is enough: an answer to somebody's hello may have said so before.
  if (state.isUp && saying === "up") return [state, []];
  return [{ ...state, isUp: isUpAfter(state.isUp, saying) }, [["tell", saying, payload]]];
}

function lead(state: TabState, note: Note): Turn {
  if (note.kind === "hello") return [state, [leads(state)]];
  if (note.kind !== "leads" || note.term < state.term) return [state, []];
  // It has hung, and does not know yet that the lock was taken away. Who still has it has the last word.
  const next = { ...state, term: note.term + 1 };
  return [next, [leads(next)]];
}

/** Pure: one event in, the next state and what is to be done out. */
export function turn(state: TabState, event: TabEvent): Turn {
  switch (event.type) {
    case "joined":
      if (state.role !== "out") return [state, []];
      return [{ ...OUT, term: state.term, role: "following" }, []];
    case "granted": {
      if (state.role !== "following") return [state, []];
      const term = Math.max(state.term + 1, event.nowMs);
      const next: TabState = { role: "leading", term, leaderId: undefined, isUp: false };
      return [next, [...tellDown(state), leads(next), ["openConnection"], ["errands"]]];
    }
    case "deposed":
      if (state.role !== "leading") return [state, []];
      return [
        { ...OUT, term: state.term, role: "following" },
        [["closeConnection"], ...tellDown(state), ["post", { kind: "hello" }]],
      ];
    case "left":
      return [
        { ...OUT, term: state.term },
        [...(state.role === "leading" ? ([["closeConnection"]] as const) : []), ...tellDown(state)],
      ];
    case "said": {
      if (state.role !== "leading") return [state, []];
      const { saying, payload } = event;
      return [
        { ...state, isUp: isUpAfter(state.isUp, saying) },
        // The others first: what a handler of this tab does must not keep it from them.
        [
          ["post", { kind: "says", saying, payload }],
          ["tell", saying, payload],
        ],
      ];
    }
    case "heard":
      if (state.role === "following") return follow(state, event.note);
      return state.role === "leading" ? lead(state, event.note) : [state, []];
  }
}
