/** A frame that an agent's page broadcast: a metric or a line of its log. */
export interface CcpReport {
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly agentId: string;
  /** As Streams put it; a metric of ChatJS may hold tokens. */
  readonly data: unknown;
}

/** A call that an agent's page made through its CCP. */
export interface CcpRequest {
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly agentId: string;
  /** In Streams' words, such as `acceptContact`. */
  readonly method: string;
  readonly contactId?: string | undefined;
  /** The type of the error that it was answered with. */
  readonly error?: string | undefined;
}

/** The latest of what agents' pages did, oldest first. */
export interface CcpLog {
  readonly metrics: readonly CcpReport[];
  readonly logs: readonly CcpReport[];
  readonly requests: readonly CcpRequest[];
}

const keptEntries = 1_000;

/** A list that forgets its oldest entries. */
export function createRing<Entry>(): { readonly entries: readonly Entry[]; add(entry: Entry): void } {
  const entries: Entry[] = [];
  return {
    entries,
    add(entry) {
      entries.push(entry);
      if (entries.length > keptEntries) entries.shift();
    },
  };
}
