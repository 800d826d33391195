import type { ParticipantRef } from "./contact.js";

/** One call that may come again: the same participant, operation and ClientToken. */
export interface CallKey {
  readonly ref: ParticipantRef;
  readonly operation: string;
  readonly clientToken: string;
}

/** The answer to a call. */
export interface AnswerRecord {
  readonly participantId: string;
  readonly operation: string;
  readonly clientToken: string;
  readonly answer: object;
}

/** The first answers to calls with a ClientToken, so that a repeat changes nothing. */
export interface AnswerBook {
  recall(key: CallKey): object | undefined;
  remember(key: CallKey, answer: object): void;
  /** Forgets the answers of a contact. */
  forget(contactId: string): void;
  records(contactId: string): readonly AnswerRecord[];
  restore(contactId: string, records: readonly AnswerRecord[]): void;
}

/** What tells the call of an answer from the others of its contact. */
export const callOf = ({ participantId, operation, clientToken }: Omit<AnswerRecord, "answer">): string =>
  `${participantId} ${operation} ${clientToken}`;

/** An empty book, which tells of what is remembered. */
export function createAnswerBook(note: (contactId: string, record: AnswerRecord) => void): AnswerBook {
  const answersOf = new Map<string, Map<string, AnswerRecord>>();

  const add = (contactId: string, record: AnswerRecord) => {
    const answers = answersOf.get(contactId) ?? new Map<string, AnswerRecord>();
    answers.set(callOf(record), record);
    answersOf.set(contactId, answers);
  };

  const callBy = ({ ref: { participantId }, operation, clientToken }: CallKey) => ({
    participantId,
    operation,
    clientToken,
  });

  return {
    recall: (key) => answersOf.get(key.ref.contactId)?.get(callOf(callBy(key)))?.answer,
    remember(key, answer) {
      const record: AnswerRecord = { ...callBy(key), answer };
      add(key.ref.contactId, record);
      note(key.ref.contactId, record);
    },
    forget: (contactId) => void answersOf.delete(contactId),
    records: (contactId) => [...(answersOf.get(contactId)?.values() ?? [])],
    restore(contactId, records) {
      for (const record of records) add(contactId, record);
    },
  };
}
