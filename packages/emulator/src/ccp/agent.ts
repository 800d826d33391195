import type { Gateway } from "../gateway/gateway.js";
import type { Settings } from "../options.js";
import { createTimerScope } from "../timerScope.js";
import { isOver } from "../world/contact.js";
import type { Contact } from "../world/contact.js";
import type { World } from "../world/world.js";
import { contactIdFor, isLive, isUntaken, stageAfter } from "./agentContact.js";
import type { AgentContact } from "./agentContact.js";
import { makeSnapshot } from "./agentSnapshot.js";
import type { AgentIdentity } from "./agentSnapshot.js";
import { createAgentSocket } from "./agentSocket.js";
import type { AgentSocket } from "./agentSocket.js";
import { available } from "./agentState.js";
import type { AgentState } from "./agentState.js";

/** What hears of all that concerns an agent: an open page. */
export interface AgentTab {
  tell(event: string, data?: unknown): void;
}

/** An agent who has, or had, a page open. */
export interface Agent extends AgentIdentity {
  readonly state: AgentState;
  readonly contacts: readonly AgentContact[];
  readonly tabs: ReadonlySet<AgentTab>;
  /** The tabs that play sounds, and the like, by topic. */
  readonly masters: Map<string, AgentTab>;
  readonly socket: AgentSocket;
  /** The chat that the CCP shows, by the id that the page knows; empty when there is none. */
  readonly inView: string;
  /** Whether it could take one more chat. */
  readonly isFree: boolean;
  addTab(tab: AgentTab): void;
  removeTab(tab: AgentTab): void;
  /** Tells all pages. */
  tell(event: string, data?: unknown): void;
  /** What `agent::update` says now. */
  snapshot(): ReturnType<typeof makeSnapshot>;
  /** Shows another chat, and tells all pages. */
  view(contactId: string): void;
  /** Looks at a chat that has changed. */
  follow(contact: Contact): void;
  setState(state: AgentState, enqueue: boolean): void;
  /** By the id that the page knows, of a chat that has not been cleared. */
  find(contactId: string): AgentContact | undefined;
  change(known: AgentContact, changes: Partial<AgentContact>): void;
  /** Takes a chat that is over out of the snapshot. */
  clear(known: AgentContact): void;
  close(): void;
}

export interface AgentParts {
  readonly world: World;
  readonly gateway: Gateway;
  readonly settings: Settings;
  /** Called when pages may see something new. */
  readonly onChange: () => void;
}

export function createAgent({ agentId, displayName }: AgentIdentity, parts: AgentParts): Agent {
  const { world, gateway, settings, onChange } = parts;
  const { clock, ccp: options } = settings;
  const timers = createTimerScope(clock);
  const tabs = new Set<AgentTab>();
  const contacts = new Map<string, AgentContact>();
  const seen = new WeakSet<Contact>();
  const ringing = new Map<string, () => void>();
  let state: AgentState = available;
  /** Whether the agent has left a chat ringing, or rejected it: nothing more comes before that is cleared, or a state chosen. */
  let isHeld = false;
  let stateSinceMs = clock.nowMs();
  let nextState: AgentState | undefined;
  let cancelPush: (() => void) | undefined;
  let inView = "";

  const tell: Agent["tell"] = (event, data) => {
    for (const tab of tabs) tab.tell(event, data);
  };

  const socket = createAgentSocket({ agentId, gateway, clock, retryMs: options.socketRetryMs, tell });

  const snapshot: Agent["snapshot"] = () => {
    const shown = [...contacts.values()].flatMap((known) => {
      const contact = world.room(known.ref.contactId)?.contact;
      return contact ? [{ known, contact }] : [];
    });
    const view = { agentId, displayName, state, stateSinceMs, nextState, contacts: shown };
    return makeSnapshot(view, { ...options, nowMs: clock.nowMs() });
  };

  const find: Agent["find"] = (contactId) =>
    [...contacts.values()].find((known) => known.contactId === contactId);

  const view: Agent["view"] = (contactId) => {
    inView = contactId;
    tell("contact::view", { contactId });
  };

  const push = () => {
    cancelPush?.();
    cancelPush = undefined;
    tell("agent::update", snapshot());
    if (find(inView)) return;
    const [first] = contacts.values();
    if (first || inView) view(first?.contactId ?? "");
  };

  /** Many changes of one turn are one frame, after the answer to what caused them. */
  const changed = () => {
    onChange();
    cancelPush ??= timers.set(0, push);
  };

  const enterState = (next: AgentState) => {
    state = next;
    isHeld = false;
    stateSinceMs = clock.nowMs();
    nextState = undefined;
    changed();
  };

  const stopRinging = ({ ref }: AgentContact) => {
    ringing.get(ref.participantId)?.();
    ringing.delete(ref.participantId);
  };

  const change: Agent["change"] = (known, changes) => {
    const next = { ...known, ...changes };
    const isNews = next.stage !== known.stage;
    contacts.set(known.ref.participantId, isNews ? { ...next, sinceMs: clock.nowMs() } : next);
    if (!isNews) return;
    stopRinging(known);
    if (isUntaken(next)) isHeld = true;
    changed();
  };

  const forget = (known: AgentContact) => {
    stopRinging(known);
    contacts.delete(known.ref.participantId);
    if (nextState && contacts.size === 0) enterState(nextState);
    changed();
  };

  const clear: Agent["clear"] = (known) => {
    forget(known);
    if (![...contacts.values()].some(isUntaken)) isHeld = false;
  };

  const adopt = (contact: Contact) => {
    for (const participant of contact.participants) {
      const { participantId, role, state: presence } = participant;
      // Supervisors and custom bots come in by other ways.
      const isTheirs = participant.agentId === agentId && role === "AGENT";
      if (!isTheirs || presence === "LEFT" || contacts.has(participantId)) continue;
      const contactId = contactIdFor(contact);
      const past = find(contactId);
      // To pages a contact is its id: one that comes again has to be gone before, or its connections are still the old ones.
      if (past && isLive(past)) continue;
      if (past) clear(past);
      if (cancelPush) push();
      const ref = { contactId: contact.contactId, participantId };
      const isIn = presence === "CONNECTED";
      contacts.set(participantId, {
        ref,
        contactId,
        participantToken: world.issueToken("participantToken", ref).token,
        stage: isIn ? "connected" : "connecting",
        sinceMs: clock.nowMs(),
        fromQueue: contact.state !== "WITH_AGENT",
        attributes: {},
      });
      if (!isIn) {
        ringing.set(
          participantId,
          timers.set(options.ringMs, () => world.leave(ref)),
        );
        world.ring(ref);
      }
      changed();
    }
  };

  const follow: Agent["follow"] = (contact) => {
    // Of a message there is nothing to tell.
    if (seen.has(contact)) return;
    seen.add(contact);
    // What the world has forgotten no page shows: it could not be cleared there.
    for (const known of [...contacts.values()]) if (!world.room(known.ref.contactId)) clear(known);
    for (const known of [...contacts.values()]) {
      if (known.ref.contactId !== contact.contactId) continue;
      const stage = stageAfter(known, contact);
      if (stage === "withdrawn") {
        forget(known);
        world.leave(known.ref);
        return;
      }
      change(known, { stage });
      changed();
    }
    if (tabs.size > 0 && !isOver(contact)) adopt(contact);
  };

  return {
    agentId,
    displayName,
    get state() {
      return state;
    },
    get contacts() {
      return [...contacts.values()];
    },
    tabs,
    masters: new Map(),
    socket,
    get inView() {
      return inView;
    },
    get isFree() {
      const live = [...contacts.values()].filter((known) => !isUntaken(known));
      const most = Math.min(options.concurrency, settings.limits.chatsPerAgent);
      return tabs.size > 0 && state.type === "routable" && !isHeld && live.length < most;
    },
    addTab(tab) {
      // Before the tab is there: a page never hears of a socket that was open when it came.
      socket.open();
      tabs.add(tab);
      for (const contact of world.contacts()) if (!isOver(contact)) adopt(contact);
      tell("update_connected_ccps", { length: tabs.size });
      onChange();
    },
    removeTab(tab) {
      tabs.delete(tab);
      tell("update_connected_ccps", { length: tabs.size });
      if (tabs.size === 0) socket.close();
    },
    tell,
    snapshot,
    view,
    follow,
    setState(next, enqueue) {
      if (enqueue && [...contacts.values()].some(isLive)) {
        nextState = next;
        changed();
      } else enterState(next);
    },
    find,
    change,
    clear,
    close() {
      timers.cancelAll();
      socket.close();
    },
  };
}
