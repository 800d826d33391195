import type { ParticipantRef } from "./contact.js";

/** One call that may come again: the same participant, operation and ClientToken. */
export interface CallKey {
  readonly ref: ParticipantRef;
  readonly operation: string;
  readonly clientToken: string;
}

/** The first answers to calls with a ClientToken, so that a repeat changes nothing. */
export interface AnswerBook {
  recall(key: CallKey): object | undefined;
  remember(key: CallKey, answer: object): void;
  /** Forgets the answers of a contact. */
  forget(contactId: string): void;
}

export function createAnswerBook(): AnswerBook {
  const answersOf = new Map<string, Map<string, object>>();
  const textOf = ({ ref, operation, clientToken }: CallKey) =>
    `${ref.participantId} ${operation} ${clientToken}`;
  return {
    recall: (key) => answersOf.get(key.ref.contactId)?.get(textOf(key)),
    remember(key, answer) {
      const answers = answersOf.get(key.ref.contactId) ?? new Map<string, object>();
      answers.set(textOf(key), answer);
      answersOf.set(key.ref.contactId, answers);
    },
    forget: (contactId) => void answersOf.delete(contactId),
  };
}
