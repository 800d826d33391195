import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { ConnectionState } from "../../packages/chatjs/src/parts/connection/connectionState.js";
import type { FileTransfer } from "../../packages/chatjs/src/parts/files/filesTypes.js";
import type { TelemetryRecord } from "../../packages/chatjs/src/parts/telemetry/telemetryRecord.js";
import type { EventName } from "../../packages/chatjs/src/session/eventNames.js";

/** An event as a handler or a loop got it. */
export interface Heard {
  readonly name: EventName;
  readonly data: unknown;
}

/** A change of `session.connection.state`. */
export interface StateChange {
  readonly state: ConnectionState;
  readonly previous: ConnectionState;
  readonly atMs: number;
  /** Whether the page had stood still, so that what it hears is late. */
  readonly isLate: boolean;
}

/** A call whose promise is to settle. */
export interface PendingCall {
  readonly name: string;
  readonly atMs: number;
  isSettled: boolean;
  error?: unknown;
}

/** What a loop over the session has given out, and how it has ended, if it has. */
export interface LoopNotes<Value> {
  readonly values: Value[];
  end?: "done" | "aborted" | "failed";
}

/** What a page has noted of its session and its parts. */
export interface PartsNotes {
  /** What handlers heard. */
  readonly heard: Heard[];
  /** When the session was established for the first time, by the one clock. */
  establishedAtMs?: number;
  /** Of `session.events()`, from the same time on. */
  readonly loop: LoopNotes<Heard>;
  /** Of another loop, which the page gives up in the middle. */
  readonly abortedLoop: LoopNotes<Heard>;
  /** How many events had been heard when it was given up, once it was. */
  heardAtAbort?: number;
  /** Whole texts of `session.streamedText()`, by the message's Id; undefined while one grows. */
  readonly texts: Map<string, string | undefined>;
  readonly textLoop: LoopNotes<string>;
  readonly states: StateChange[];
  readonly records: TelemetryRecord[];
  readonly polls: boolean[];
  readonly calls: PendingCall[];
  /** Messages and replies that this page has sent, and whether the service has said that it has them. */
  readonly said: { readonly text: string; state: "pending" | "accepted" | "rejected" }[];
  /** Files that this page has sent. */
  readonly files: {
    readonly name: string;
    readonly transfer: FileTransfer;
    /** How often it waited for another try. */
    waits: number;
  }[];
  /** The newest one that nobody on this page has answered. */
  lastQuestion?: ChatItem | undefined;
  /** Counts of unread messages, as they were told. */
  readonly unread: number[];
  /** Whether the page was closed by itself. */
  isClosed: boolean;
  /** Whether it has broken its connection by itself, to connect again. */
  hasLetGo: boolean;
  /** Whether it has left the chat. */
  isLeaving: boolean;
}

export const createPartsNotes = (): PartsNotes => ({
  heard: [],
  loop: { values: [] },
  abortedLoop: { values: [] },
  texts: new Map(),
  textLoop: { values: [] },
  states: [],
  records: [],
  polls: [],
  calls: [],
  said: [],
  files: [],
  unread: [],
  isClosed: false,
  hasLetGo: false,
  isLeaving: false,
});

/** Ids of the items that were heard, as often as they came; of a message in pieces when it was whole. */
export const heardIds = ({ heard }: PartsNotes): readonly string[] =>
  heard.flatMap(({ name, data }) => {
    const { Id, MessageMetadata } = (data ?? {}) as ChatItem;
    const isItem = !/RECEIPT|TYPING/.test(name);
    return isItem && Id && MessageMetadata?.MessageCompleted !== false ? [Id] : [];
  });

/** How often an event was heard. */
export const countOf = ({ heard }: PartsNotes, wanted: EventName): number =>
  heard.filter(({ name }) => name === wanted).length;
