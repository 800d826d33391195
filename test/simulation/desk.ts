import type { Control, Emulator } from "amazon-connect-chat-emulator";
import { createChatJS } from "../../packages/chatjs/src/chatSession.js";
import type { AgentChatSession } from "../../packages/chatjs/src/session/chatSessionTypes.js";
import { createFakeStreams } from "../../packages/chatjs/test/fakeStreams.js";
import { createDice } from "./dice.js";
import type { Seat } from "./journal.js";
import { createLink } from "./link.js";
import type { Link } from "./link.js";
import { ORIGIN } from "./page.js";
import type { Stage } from "./stage.js";
import { createTab } from "./tab.js";
import type { Tab } from "./tab.js";

/** What an agent's page noted of a session. */
export interface ShiftNotes {
  readonly contactId: string;
  readonly beganAtMs: number;
  /** Ids of messages, as often as they came. */
  readonly heard: string[];
  /** What the page read of the transcript when it was connected first. */
  readonly read: Set<string>;
  /** Names of other events. */
  readonly told: string[];
}

/** An agent's page as it is with Streams: one manager that relays what a shared worker hears, and a session for each contact. */
export interface Desk {
  readonly tab: Tab;
  readonly link: Link;
  readonly notes: readonly ShiftNotes[];
  /** Sessions that were made, as long as something holds them. */
  readonly sessions: readonly WeakRef<AgentChatSession>[];
  /** Callbacks that are registered with the manager. */
  readonly callbacks: number;
  accept(seat: Seat): void;
  /** The agent says something. */
  say(contactId: string, text: string): void;
  /** The contact is over for the agent. Streams calls `cleanUp` then, if somebody looks at the connection. */
  drop(contactId: string, isTidy: boolean): void;
  /** The page ends Streams and starts it anew, which makes a session again for each contact. */
  restartStreams(isTidy: boolean): void;
  close(): void;
}

export interface DeskOptions {
  readonly stage: Stage;
  readonly seed: number;
  readonly agentId: string;
  readonly emulator: Pick<Emulator, "fetch" | "openSocket"> & { readonly control: Control };
  readonly escaped: (what: string, error: unknown) => void;
}

export function openDesk({ stage, seed, agentId, emulator, escaped }: DeskOptions): Desk {
  const { control } = emulator;
  const dice = createDice(seed, "desk");
  const tab = createTab({ name: agentId, stage, dice: createDice(seed, "desk's tab"), escaped });
  const link = createLink({
    tab,
    stage,
    dice: createDice(seed, "desk's link"),
    emulator,
    sent: () => undefined,
  });
  const chatJS = createChatJS({
    ...tab.platform,
    fetch: link.fetch,
    openSocket: link.openSocket,
    upload: () => Promise.reject(new Error("nobody sends files here")),
  });
  chatJS.ChatSession.setGlobalConfig({ endpoint: ORIGIN });
  const worker = chatJS.WebSocketManager.create();
  const open = () => createFakeStreams({ subscribed: (topics) => worker.subscribeTopics(topics) });
  let streams = open();
  worker.onMessage("aws/chat", (envelope) => streams.tell("message aws/chat", envelope));
  worker.onSubscriptionUpdate((payload) => streams.tell("onSubscriptionUpdate", payload));
  // Streams says that the connection is there when a socket opens: what is said before the topic is subscribed does not come.
  let [opened, isUp] = [0, false];
  const become = (next: boolean) => {
    if (isUp === next) return;
    isUp = next;
    streams.tell(next ? "onConnectionGain" : "onConnectionLost");
  };
  worker.onConnectionOpen(() => {
    opened += 1;
    become(true);
  });
  worker.onConnectionClose((payload) => {
    const { openTimestamp } = payload as { readonly openTimestamp?: number };
    if (openTimestamp !== undefined) opened -= 1;
    if (!opened) become(false);
  });
  worker.onConnectionLost(() => become(false));
  void worker.init(() => link.ask("the transport", () => control.agentTransport(agentId, ORIGIN)));

  const notes: ShiftNotes[] = [];
  const sessions: WeakRef<AgentChatSession>[] = [];
  const seats = new Map<
    string,
    { readonly seat: Seat; readonly session: AgentChatSession; readonly note: ShiftNotes }
  >();

  const tokenOf = ({ contactId, participantId }: Seat) => {
    const luck = dice.unit();
    if (luck < 0.04) return Promise.reject(new Error("getConnectionToken failed"));
    if (luck < 0.06) return new Promise<never>(() => undefined);
    return link.ask("the token", () => control.connectionToken({ contactId, participantId }));
  };
  /** What a page does while the session is its contact's: not after that. */
  const later = (note: ShiftNotes, act: () => void) =>
    tab.setTimer(dice.between(4_000, 8_000), () => {
      if (seats.get(note.contactId)?.note === note) act();
    });
  const readHistory = (session: AgentChatSession, note: ShiftNotes): void => {
    session.getTranscript({ maxResults: 100 }).then(
      ({ data }) => data.Transcript?.forEach(({ Id }) => note.read.add(Id ?? "")),
      () => later(note, () => readHistory(session, note)),
    );
  };
  const connect = (session: AgentChatSession, note: ShiftNotes): void =>
    void session.connect().catch(() => later(note, () => connect(session, note)));

  const accept = (seat: Seat) => {
    const { contactId, initialContactId, participantId, participantToken } = seat;
    const session = chatJS.ChatSession.create({
      type: "AGENT",
      chatDetails: {
        contactId,
        initialContactId,
        participantId,
        participantToken,
        getConnectionToken: () => tokenOf(seat),
      },
      websocketManager: streams.manager,
    });
    const note: ShiftNotes = {
      contactId,
      beganAtMs: stage.clock.nowMs(),
      heard: [],
      read: new Set(),
      told: [],
    };
    notes.push(note);
    sessions.push(new WeakRef(session));
    seats.set(contactId, { seat, session, note });
    session.onMessage(({ data }) => data.Type === "MESSAGE" && note.heard.push(data.Id));
    for (const event of ["onConnectionEstablished", "onConnectionBroken", "onEnded"] as const)
      session[event]((_event: unknown, name: string) => note.told.push(name));
    session.onConnectionEstablished(() => readHistory(session, note), { once: true });
    connect(session, note);
  };
  const drop: Desk["drop"] = (contactId, isTidy) => {
    if (isTidy) seats.get(contactId)?.session.cleanUp();
    seats.delete(contactId);
  };

  return {
    tab,
    link,
    notes,
    sessions,
    get callbacks() {
      return streams.callbacks;
    },
    accept,
    say(contactId, text) {
      const sent = seats.get(contactId)?.session.sendMessage({ message: text, contentType: "text/plain" });
      // Nobody is told of a message that was not sent.
      sent?.catch(() => undefined);
    },
    drop,
    restartStreams(isTidy) {
      const places = [...seats.values()];
      for (const contactId of seats.keys()) drop(contactId, isTidy);
      streams.terminate();
      streams = open();
      for (const { seat } of places) accept(seat);
    },
    close() {
      seats.clear();
      worker.closeWebSocket();
    },
  };
}
