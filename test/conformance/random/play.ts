import type { Answer } from "../world/service.js";

/** A random scenario, as JSON: what a page does with one session or several, and what the service does meanwhile. */
export interface Play {
  readonly seed: number;
  /** A session each: one of a customer, or those of an agent on one manager. */
  readonly sessions: readonly SessionPlan[];
  /** For `setGlobalConfig`, before the sessions are created. */
  readonly config: object;
  /** Whether the page follows the transcript. */
  readonly hasTranscript: boolean;
  /** Before the sessions connect. */
  readonly early: readonly Step[];
  readonly steps: readonly Step[];
}

export interface SessionPlan {
  readonly type: "CUSTOMER" | "AGENT";
  readonly chatDetails: Readonly<Record<string, string>>;
  /** What else `create` gets. */
  readonly more: object;
  /** Whether an agent's page has a token; the service gives one otherwise. */
  readonly hasToken: boolean;
  /** Arguments of `connect`. */
  readonly connect: readonly unknown[];
}

/** A call of a session, by its place in the play. Files are {@link FileText}. */
export interface Call {
  readonly call: string;
  readonly args: readonly unknown[];
  readonly of: number;
}

/** A file as JSON. */
export interface FileText {
  readonly file: string;
  readonly type: string;
  readonly text: string;
}

/** A handler that makes a call, once. */
export interface Reaction {
  readonly react: string;
  readonly of: number;
  readonly then: Call;
}

export type Step =
  | Call
  /** An item that the service sends. */
  | { readonly item: unknown }
  /** A frame that the service sends, as it is. */
  | { readonly frame: unknown }
  | { readonly waitMs: number }
  /** Answers to the next requests to a path. */
  | { readonly path: string; readonly answer: Answer; readonly times: number }
  /** Answers requests to a path after the next steps. */
  | { readonly hold: string; readonly during: readonly Step[] }
  /** The connection is lost, and comes back in time. */
  | { readonly outage: readonly Call[] }
  /** What the agent's manager tells. */
  | { readonly tell: string }
  | { readonly config: object }
  /** One more handler. */
  | { readonly listen: string; readonly of: number }
  | Reaction
  /** Steps that follow each other at once. */
  | { readonly together: readonly Step[] };
