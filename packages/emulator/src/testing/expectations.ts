import type { EventType, ParticipantRole } from "@amazon-connect-chat/protocol";
import type { RequestRecord } from "../requestLog.js";
import type { ParticipantState } from "../world/contact.js";

/** Text as a whole, or a pattern. */
export type TextPattern = string | RegExp;

/** How often, and how long to wait for it. */
export interface Expecting {
  /** Exactly so often; without it at least once. It is met as soon as there are so many. */
  readonly times?: number;
  /**
   * Milliseconds to wait at most, on the machine's clock; 0 looks at what is there. With `.not` it is how long nothing may come.
   * @defaultValue Playwright's `expect.timeout`, elsewhere 1000; with `.not` 0
   */
  readonly within?: number;
}

/** Who a message or event is from: a role, or a name. */
export type From = ParticipantRole | (string & Record<never, never>);

/** A message, as far as it matters. */
export interface ExpectedMessage {
  readonly text?: TextPattern;
  /** @defaultValue any */
  readonly contentType?: string;
  /** A role or a display name. @defaultValue "CUSTOMER" */
  readonly from?: From;
}

/** An event, as far as it matters. */
export interface ExpectedEvent {
  /** The end of its content type, such as `typing` or `message.read`. */
  readonly type: EventType;
  /** A role or a display name. @defaultValue anybody, and the service itself */
  readonly from?: From;
}

/** A participant, as far as it matters. */
export interface ExpectedParticipant {
  readonly displayName?: TextPattern;
  readonly role?: ParticipantRole;
  /** @defaultValue "CONNECTED" */
  readonly state?: ParticipantState;
}

/** How a request is expected to end. */
export interface ExpectingRequest extends Expecting {
  /** Counts only those with this status; 0 is one that got no answer. @defaultValue any */
  readonly status?: number;
}

/** The operations that can be expected, by the names that AWS gives them. */
export type RequestedOperation = RequestRecord["operation"];
