import type { Trace } from "./trace.js";
import type { Stage } from "./world/stage.js";

/** How this library differs on purpose: what a decision makes of the trace of 5.0.0. */
export interface Difference {
  /** A row of docs/compatibility.md. */
  readonly id: `CP-${number}`;
  /** Turns the trace of 5.0.0 into what is expected of this library. It has to change something. */
  change(trace: Trace): void;
}

/** Something a page does with the library, played in a page with each of the two. */
export interface Scenario {
  /** What it shows, in the present tense. */
  readonly title: string;
  /** Part of the public behaviour, as docs/conformance.md groups them. */
  readonly section: Section;
  readonly differs?: readonly Difference[];
  /** Runs before the library's script does. */
  before?(): void;
  /** Runs in the page: it may use what this module imports, but no more of Node. */
  play(stage: Stage): Promise<void> | void;
}

/** The parts of the public behaviour, each with the decisions of docs/compatibility.md that its scenarios show to be kept. */
export const SECTIONS = {
  "The library": ["CP-01", "CP-02"],
  "create and chat details": ["CP-02", "CP-03", "CP-05"],
  "Results and failures": ["CP-04", "CP-09"],
  Arguments: ["CP-05"],
  Events: ["CP-06"],
  "The end of a chat": ["CP-07", "CP-08"],
  "Connecting: customers": ["CP-13"],
  "Connecting: agents": ["CP-14"],
  Reconnecting: ["CP-08", "CP-13"],
  Requests: ["CP-09"],
  "Attachments, views, authentication": ["CP-04", "CP-09"],
  "Receipts and typing": ["CP-10", "CP-11"],
  "Streamed messages": ["CP-12"],
  "The transcript": [],
  "Configuration and logging": ["CP-15"],
  Metrics: [],
  Platform: [],
} as const satisfies Readonly<Record<string, readonly Difference["id"][]>>;
export type Section = keyof typeof SECTIONS;

/** A difference of one scenario. */
export const differs = (id: `CP-${number}`, change: (trace: Trace) => void): Difference => ({ id, change });

/** Scenarios that differ in a value alone. */
export const each = <Row>(rows: readonly Row[], make: (row: Row) => Scenario): readonly Scenario[] =>
  rows.map(make);
