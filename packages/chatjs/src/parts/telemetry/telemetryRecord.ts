/** What a record says beside its times; names are OpenTelemetry's where it has one. No texts, tokens and names of people. */
export type TelemetryAttributes = Readonly<Record<string, string | number | boolean>>;

/** What every record has. */
export interface TelemetryCommon<Name extends string> {
  readonly name: Name;
  /** Milliseconds since the epoch. */
  readonly startMs: number;
  readonly attributes: TelemetryAttributes;
}

/**
 * What took time.
 *
 * - `ConnectParticipant/*`: an operation of the service with all its attempts, as OpenTelemetry names calls of AWS
 * - `GET`, `POST`, `PUT`: one HTTP request, as OpenTelemetry names them
 * - `chat.connect`: `connect()`, until it settled
 * - `chat.outage`: from the loss of the connection until it is back and what was missed is there; `error.type` when it broke
 * - `chat.recovery`: of that, reading what was missed
 * - `chat.message`: from `sendMessage` until the message came back to everyone in the chat
 * - `chat.receipt`: from `sendMessage` until somebody received or read it
 */
export type SpanName =
  | `ConnectParticipant/${string}`
  | "GET"
  | "POST"
  | "PUT"
  | "chat.connect"
  | "chat.outage"
  | "chat.recovery"
  | "chat.message"
  | "chat.receipt";

/** What is counted: losses of the connection, attempts at another, its end for good, missed items that came, gaps that stay. */
export type CountName =
  | "chat.connection_lost"
  | "chat.connection_attempt"
  | "chat.connection_broken"
  | "chat.recovered_items"
  | "chat.gaps";

/** Something that took time. */
export interface TelemetrySpan extends TelemetryCommon<SpanName> {
  readonly kind: "span";
  readonly durationMs: number;
  /** The code of the `ChatError`, the HTTP status or the name of the error that it ended with; also the attribute `error.type`. */
  readonly errorCode?: string | undefined;
}
/** Something that is counted. */
export interface TelemetryCount extends TelemetryCommon<CountName> {
  readonly kind: "count";
  readonly value: number;
}
/** What a sink is given; `kind` tells which. */
export type TelemetryRecord = TelemetrySpan | TelemetryCount;

/** Takes what a session measures. What it throws or rejects with is dropped. */
export type TelemetrySink = (record: TelemetryRecord) => unknown;
