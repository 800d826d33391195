/** What a scenario led to, as JSON; random UUIDs are numbered, so that the same one reads the same. */
export interface Trace {
  /** Each call with what came of it: it returned, threw, resolved, rejected, or is pending at the end. */
  readonly calls: TracedCall[];
  /** What handlers got, in order. */
  readonly events: TracedEvent[];
  readonly requests: TracedRequest[];
  /** What happened to sockets: {@link Sockets.socketLog}. */
  readonly socket: string[];
  /** What a scenario itself observed. */
  readonly notes: Record<string, any>;
  /** Errors that reached nobody. */
  readonly uncaught: string[];
}
export interface TracedCall {
  readonly call: string;
  kind: "returned" | "threw" | "resolved" | "rejected" | "pending";
  value?: any;
}
export interface TracedEvent {
  readonly name: string;
  /** The session, where there are several. */
  readonly session?: string;
  readonly event: any;
}
export interface TracedRequest {
  readonly request: string;
  readonly bearer: string;
  readonly body: string;
  /** Milliseconds since the trace began. */
  readonly atMs?: number;
}
