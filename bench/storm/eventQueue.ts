/** What happens to a client, and when. `kind` is the client's own. */
export interface QueuedEvent {
  atMs: number;
  client: number;
  kind: number;
  /** Tells an event that was cancelled or overtaken from one that counts. */
  ticket: number;
}

/** Events of very many clients in order of time: a binary heap in flat arrays, as objects would cost more than the events. */
export interface EventQueue {
  push(event: Readonly<QueuedEvent>): void;
  /** The earliest event, good until the next call; undefined when there is none. */
  pop(): Readonly<QueuedEvent> | undefined;
}

const FIELDS = 4;

export function createEventQueue(): EventQueue {
  let heap = new Float64Array(FIELDS * 1_024);
  let size = 0;
  const timeAt = (slot: number) => heap[slot * FIELDS] ?? Infinity;
  const copy = (from: number, to: number) => {
    for (let field = 0; field < FIELDS; field++) heap[to * FIELDS + field] = heap[from * FIELDS + field] ?? 0;
  };
  const write = (slot: number, { atMs, client, kind, ticket }: Readonly<QueuedEvent>) => {
    const begin = slot * FIELDS;
    heap[begin] = atMs;
    heap[begin + 1] = client;
    heap[begin + 2] = kind;
    heap[begin + 3] = ticket;
  };
  const read = (slot: number, into: QueuedEvent) => {
    const begin = slot * FIELDS;
    into.atMs = heap[begin] ?? 0;
    into.client = heap[begin + 1] ?? 0;
    into.kind = heap[begin + 2] ?? 0;
    into.ticket = heap[begin + 3] ?? 0;
  };
  const first: QueuedEvent = { atMs: 0, client: 0, kind: 0, ticket: 0 };
  const last: QueuedEvent = { atMs: 0, client: 0, kind: 0, ticket: 0 };
  return {
    push(event) {
      if ((size + 1) * FIELDS > heap.length) {
        const larger = new Float64Array(heap.length * 2);
        larger.set(heap);
        heap = larger;
      }
      let slot = size++;
      while (slot > 0) {
        const parent = (slot - 1) >>> 1;
        if (timeAt(parent) <= event.atMs) break;
        copy(parent, slot);
        slot = parent;
      }
      write(slot, event);
    },
    pop() {
      if (size === 0) return undefined;
      read(0, first);
      read(--size, last);
      let slot = 0;
      for (;;) {
        const left = slot * 2 + 1;
        if (left >= size) break;
        const child = left + 1 < size && timeAt(left + 1) < timeAt(left) ? left + 1 : left;
        if (timeAt(child) >= last.atMs) break;
        copy(child, slot);
        slot = child;
      }
      if (size > 0) write(slot, last);
      return first;
    },
  };
}
