/** What happens to a client, and when. `kind` is the client's own. */
export interface QueuedEvent {
  readonly atMs: number;
  readonly client: number;
  readonly kind: number;
  /** Tells an event that was cancelled or overtaken from one that counts. */
  readonly ticket: number;
}

/** Events of very many clients in order of time: a binary heap in flat arrays, as objects would cost more than the events. */
export interface EventQueue {
  push(event: QueuedEvent): void;
  /** The earliest event; undefined when there is none. */
  pop(): QueuedEvent | undefined;
}

const FIELDS = 4;

export function createEventQueue(): EventQueue {
  let heap = new Float64Array(FIELDS * 1_024);
  let size = 0;
  const timeAt = (slot: number) => heap[slot * FIELDS] ?? Infinity;
  const copy = (from: number, to: number) =>
    heap.copyWithin(to * FIELDS, from * FIELDS, from * FIELDS + FIELDS);
  const write = (slot: number, { atMs, client, kind, ticket }: QueuedEvent) =>
    heap.set([atMs, client, kind, ticket], slot * FIELDS);
  const read = (slot: number): QueuedEvent => {
    const [atMs = 0, client = 0, kind = 0, ticket = 0] = heap.subarray(slot * FIELDS, slot * FIELDS + FIELDS);
    return { atMs, client, kind, ticket };
  };
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
      const first = read(0);
      const last = read(--size);
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
