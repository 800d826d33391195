import type { EventName } from "../../session/eventNames.js";
import type { SessionType } from "../../session/sessionArgs.js";

/** What every line of a recording has. */
export interface RecordedLine<Kind extends string> {
  readonly kind: Kind;
  /** Milliseconds since `startedAtMs`. */
  readonly offsetMs: number;
}

/** The page called a method of the session. */
export interface RecordedCall extends RecordedLine<"call"> {
  readonly call: number;
  readonly method: string;
  /** JSON of the arguments; texts are replaced by their lengths. */
  readonly text?: string | undefined;
}
/** The promise of a call settled; `error` is the code of its error. */
export interface RecordedResult extends RecordedLine<"result"> {
  readonly call: number;
  readonly durationMs: number;
  readonly error?: string | undefined;
}
/** An attempt at an operation of the service; `PutObject` and `GetObject` are those at the storage of attachments. */
export interface RecordedRequest extends RecordedLine<"request"> {
  readonly request: number;
  readonly operation: string;
  /** The body, without what is secret. */
  readonly text?: string | undefined;
}
/** What came of it: the status and the body, or the name of the error where there was no answer. */
export interface RecordedAnswer extends RecordedLine<"answer"> {
  readonly request: number;
  readonly durationMs: number;
  readonly status?: number | undefined;
  /** The service's name of the error, or that of a failed fetch. */
  readonly error?: string | undefined;
  readonly retryAfter?: string | undefined;
  readonly text?: string | undefined;
}
/** What became of a socket. */
export interface RecordedSocket extends RecordedLine<"socket"> {
  readonly socket: number;
  readonly step: "opening" | "open" | "refused" | "leaving" | "closed";
  readonly code?: number | undefined;
  readonly wasClean?: boolean | undefined;
}
/** A frame of a socket. */
export interface RecordedFrame extends RecordedLine<"frame"> {
  readonly socket: number;
  readonly direction: "in" | "out";
  /** Of the frame as it was. */
  readonly length: number;
  readonly text: string;
}
/** An event of the session; those about an item say which one. */
export interface RecordedEvent extends RecordedLine<"event"> {
  readonly name: EventName;
  readonly id?: string | undefined;
  readonly contentType?: string | undefined;
  readonly role?: string | undefined;
}
/** The session's connection status, where it has changed. */
export interface RecordedState extends RecordedLine<"state"> {
  readonly state: string;
}
/** A timer that fired late: the page was busy, hidden or asleep. */
export interface RecordedTimer extends RecordedLine<"timer"> {
  readonly delayMs: number;
  readonly lateMs: number;
}
/** The machine went on or off line; the page was shown or hidden. */
export interface RecordedPlace extends RecordedLine<"online" | "visible"> {
  readonly value: boolean;
}

/** A line of a recording; `kind` tells which. */
export type RecordingEntry =
  | RecordedCall
  | RecordedResult
  | RecordedRequest
  | RecordedAnswer
  | RecordedSocket
  | RecordedFrame
  | RecordedEvent
  | RecordedState
  | RecordedTimer
  | RecordedPlace;

/** Where a recording was made. */
export interface RecordingEnvironment {
  /** The user agent; absent where there is none. */
  readonly browser?: string | undefined;
  readonly language?: string | undefined;
  readonly online?: boolean | undefined;
  readonly visible?: boolean | undefined;
}

/** A session's last hours, without tokens, names and texts. Plain data: `JSON.stringify` makes a file of it. */
export interface Recording {
  readonly format: "amazon-connect-chatjs recording";
  /** Of the format. */
  readonly version: 1;
  readonly libraryVersion: string;
  /** Milliseconds since the epoch; offsets count from here. */
  readonly startedAtMs: number;
  /** From there to when it was exported. */
  readonly durationMs: number;
  readonly sessionType: SessionType;
  readonly contactId: string;
  readonly participantId: string;
  readonly environment: RecordingEnvironment;
  /** Whether requests and frames are in it: only where the session was made with the recorder. */
  readonly hasNetwork: boolean;
  /** Where the chance of the session's pauses comes from: the same seed gives the same pauses. */
  readonly seed: number;
  /** Whether texts of messages are in it. */
  readonly hasText: boolean;
  /** Methods of the session that come with parts of its own. */
  readonly methods: readonly string[];
  /** How many older entries had no room any more. */
  readonly dropped: number;
  /** In order of time. */
  readonly entries: readonly RecordingEntry[];
}

type WithoutTime<Entry> = Entry extends unknown ? Omit<Entry, "offsetMs"> : never;
/** Takes what happened, at the time it is called. A `text` is kept as it is until somebody exports. */
export type Note = (entry: WithoutTime<RecordingEntry>) => void;
