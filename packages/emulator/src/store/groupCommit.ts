/** Writes behind: what is noted while one write goes on is written by the next one, all at once. */
export interface GroupCommit<Change> {
  note(change: Change): void;
  /** Settles with the write that holds the latest change; rejects as that does. What was not written is in the next one. */
  flushed(): Promise<void>;
}

export function createGroupCommit<Change>(given: {
  /** All or nothing. */
  readonly write: (changes: readonly Change[]) => Promise<void>;
  /** Waits until those who have something to note by now have done so. */
  readonly gather: () => Promise<void>;
}): GroupCommit<Change> {
  let waiting: Change[] = [];
  let writing = Promise.resolve();
  let next: Promise<void> | undefined;

  const commit = async () => {
    const changes = waiting;
    waiting = [];
    next = undefined;
    try {
      await given.write(changes);
    } catch (error) {
      // In their order, so that none is lost and the last one wins.
      waiting = [...changes, ...waiting];
      throw error;
    }
  };

  const writeNext = (): Promise<void> =>
    (next ??= writing
      .catch(() => undefined)
      .then(given.gather)
      .then(() => (writing = commit())));

  return {
    note(change) {
      waiting.push(change);
      // Whoever wants to know of a failure asks for it.
      void writeNext().catch(() => undefined);
    },
    flushed: () => (waiting.length > 0 ? writeNext() : writing),
  };
}
