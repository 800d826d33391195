import type { CcpControl } from "../control/ccpControl.js";
import type { ContactSummary } from "../control/contactSummary.js";
import type { Control } from "../control/control.js";
import type { WebSocketTransport } from "../control/participantControl.js";
import type { ControlStream } from "../control/streamControl.js";
import type { TrafficEntry } from "../traffic/trafficEntry.js";

/** The methods of an interface, each one with a promise of what it returns; those that call back go another way. */
type Remote<Methods> = {
  readonly [Name in keyof Methods as Name extends `watch${string}` ? never : Name]: Methods[Name] extends (
    ...args: infer Args
  ) => infer Result
    ? (...args: Args) => Promise<Result>
    : never;
};

/** How the control API is reached. */
export interface ControlClientOptions {
  /** Sends the requests; `emulator.fetch` of an emulator without a port, for example. @defaultValue the global `fetch` */
  readonly fetch?: ((url: string, init?: RequestInit) => Promise<Response>) | undefined;
  /** Milliseconds that an answer may take. @defaultValue 10000 */
  readonly timeoutMs?: number | undefined;
}

/**
 * An emulator's `control` from elsewhere: the same names, arguments and results, as promises. They reject with a ControlError as `control`
 * throws it, or with the code `Unreachable` when nobody answers, or nobody who is an emulator.
 */
export interface ControlClient extends Remote<Omit<Control, "ccp" | "stream" | "agentTransport">> {
  /** Agents whose pages run on amazon-connect-streams. */
  readonly ccp: Remote<CcpControl>;
  /** A socket for all chats of an agent. */
  agentTransport(agentId: string): Promise<WebSocketTransport>;
  /** Sends the first piece; the others follow with the emulator's clock. All have the Id given. */
  stream(stream: Omit<ControlStream, "onCompleted">): Promise<{ readonly Id: string }>;
  /**
   * Calls back with a contact's summary on each change from the promise's resolution on. A connection that is lost is made again, and
   * then `listener` gets all contacts once more, since they may have changed. It goes on until stopped, and keeps a Node process alive.
   * @returns what stops it.
   */
  watchContacts(listener: (contact: ContactSummary) => void): Promise<() => void>;
  /**
   * As `watchContacts`, with what passes between clients and the service, some 100 ms later. What passes while there is no connection is
   * missed, and so is what comes faster than it is read.
   * @returns what stops it.
   */
  watchTraffic(listener: (entry: TrafficEntry) => void): Promise<() => void>;
}
