import type {
  ExpectedEvent,
  ExpectedMessage,
  ExpectedParticipant,
  Expecting,
  ExpectingRequest,
  RequestedOperation,
  TextPattern,
} from "./expectations.js";
import type { EventType } from "@amazon-connect-chat/protocol";
import { isEnded } from "../control/contactSummary.js";
import {
  findChats,
  findEvents,
  findMessages,
  findParticipants,
  isExpectedEvent,
  isExpectedMessage,
  isExpectedParticipant,
  requireEventType,
} from "./findings.js";
import { judgeExpectation } from "./judgeExpectation.js";
import type { MatcherResult, MatcherState } from "./judgeExpectation.js";
import { requireSubject } from "./testSubject.js";

/** The members of what was expected, in words; a pattern as it is written. */
const inWords = (expected: object): string => {
  const members = Object.entries(expected)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value instanceof RegExp ? String(value) : JSON.stringify(value)}`);
  return members.length > 0 ? ` (${members.join(", ")})` : "";
};

const isText = (pattern: unknown): pattern is TextPattern =>
  typeof pattern === "string" || pattern instanceof RegExp;

/**
 * Assertions on an emulator, for `expect.extend`. They wait for what is expected, and `.not` looks at what is there; `within` says how
 * long. A failed one lists what there was, with contents of messages and without tokens.
 */
export const emulatorMatchers = {
  /** A message of the customer, or of who `from` names. */
  toHaveReceivedMessage(
    this: MatcherState,
    subject: unknown,
    message: TextPattern | ExpectedMessage = {},
    expecting: Expecting = {},
  ): Promise<MatcherResult> {
    const expected = isText(message) ? { text: message } : message;
    return judgeExpectation(
      this,
      {
        subject: requireSubject("toHaveReceivedMessage", subject),
        sentence: `to have received a message${inWords({ from: "CUSTOMER", ...expected })}`,
        plural: "messages",
        find: findMessages,
        isExpected: (found) => isExpectedMessage(expected, found),
        show: ({ ParticipantRole, DisplayName, ContentType, Content }) =>
          `${ParticipantRole} ${DisplayName} ${ContentType}: ${JSON.stringify(Content)}`,
      },
      expecting,
    );
  },

  /** An event, such as `typing`, `message.read` or `chat.ended`. */
  toHaveReceivedEvent(
    this: MatcherState,
    subject: unknown,
    event: EventType | ExpectedEvent,
    expecting: Expecting = {},
  ): Promise<MatcherResult> {
    const expected = typeof event === "string" ? { type: event } : event;
    requireEventType(expected.type);
    return judgeExpectation(
      this,
      {
        subject: requireSubject("toHaveReceivedEvent", subject),
        sentence: `to have received an event${inWords(expected)}`,
        plural: "events",
        find: findEvents,
        isExpected: (found) => isExpectedEvent(expected, found),
        show: ({ role, displayName, contentType }) => `${contentType} ${role} ${displayName}`.trimEnd(),
      },
      expecting,
    );
  },

  /** A participant who is in a chat, or in another state. */
  toHaveParticipant(
    this: MatcherState,
    subject: unknown,
    participant: TextPattern | ExpectedParticipant = {},
    { within }: Pick<Expecting, "within"> = {},
  ): Promise<MatcherResult> {
    const expected = isText(participant) ? { displayName: participant } : participant;
    return judgeExpectation(
      this,
      {
        subject: requireSubject("toHaveParticipant", subject),
        sentence: `to have a participant${inWords({ state: "CONNECTED", ...expected })}`,
        plural: "participants",
        find: findParticipants,
        isExpected: (found) => isExpectedParticipant(expected, found),
        show: ({ role, displayName, state }) => `${role} ${displayName} ${state}`,
      },
      { ...(within !== undefined && { within }) },
    );
  },

  /** The chat is over; with more chats than one, any of them. */
  toHaveEnded(
    this: MatcherState,
    subject: unknown,
    { within }: Pick<Expecting, "within"> = {},
  ): Promise<MatcherResult> {
    return judgeExpectation(
      this,
      {
        subject: requireSubject("toHaveEnded", subject),
        sentence: "to have a chat that is over",
        plural: "chats",
        find: findChats,
        isExpected: isEnded,
        show: ({ customerName, state }) => `${customerName} ${state}`,
      },
      { ...(within !== undefined && { within }) },
    );
  },

  /** A call of an operation, once it is answered; of one chat or of all it cannot be told. */
  toHaveRequested(
    this: MatcherState,
    subject: unknown,
    operation: RequestedOperation,
    { status, ...expecting }: ExpectingRequest = {},
  ): Promise<MatcherResult> {
    return judgeExpectation(
      this,
      {
        subject: requireSubject("toHaveRequested", subject),
        sentence: `to have got the request ${operation}${inWords({ status })}`,
        plural: "requests",
        find: ({ control }) => control.requests(),
        isExpected: (found) =>
          found.operation === operation && (status === undefined || found.status === status),
        show: (found) => `${found.operation} ${found.status}`,
      },
      expecting,
    );
  },
};

/** The assertions as Vitest's `expect` has them; `Result` is what each gives. */
export interface EmulatorMatchers<Result = Promise<void>> {
  /** A message of the customer, or of who `from` names: a text, a pattern, or what matters of it. */
  toHaveReceivedMessage(message?: TextPattern | ExpectedMessage, expecting?: Expecting): Result;
  /** An event, such as `typing`, `message.read` or `chat.ended`; of anybody unless `from` says. */
  toHaveReceivedEvent(event: EventType | ExpectedEvent, expecting?: Expecting): Result;
  /** A participant who is in a chat, or in another state. */
  toHaveParticipant(
    participant?: TextPattern | ExpectedParticipant,
    expecting?: Pick<Expecting, "within">,
  ): Result;
  /** The chat is over; with more chats than one, any of them. */
  toHaveEnded(expecting?: Pick<Expecting, "within">): Result;
  /** A call of an operation, once it is answered; of one chat or of all it cannot be told. */
  toHaveRequested(operation: RequestedOperation, expecting?: ExpectingRequest): Result;
}
