import type { Item } from "./item.js";

/** The stored items of one contact, oldest first. */
export interface Transcript {
  readonly items: readonly Item[];
  readonly lastMessage: Item | undefined;
  add(item: Item): void;
  find(id: string): Item | undefined;
  /** Where the item with this id is; undefined for an unknown id. */
  indexOf(id: string): number | undefined;
  /** Puts `item` in the place of the one with its id. */
  replace(item: Item): void;
}

/**
 * A transcript that has `stored` in it, and tells of each item that is new or different. Whoever adds items sees to it that their
 * times do not run backwards.
 */
export function createTranscript(given: {
  readonly stored: readonly Item[];
  readonly onItem: (item: Item) => void;
}): Transcript {
  const items: Item[] = [];
  const indexes = new Map<string, number>();
  let lastMessage: Item | undefined;
  const append = (item: Item) => {
    if (item.Type === "MESSAGE") lastMessage = item;
    indexes.set(item.Id, items.length);
    items.push(item);
  };
  given.stored.forEach(append);
  return {
    items,
    get lastMessage() {
      return lastMessage;
    },
    add(item) {
      append(item);
      given.onItem(item);
    },
    find(id) {
      const index = indexes.get(id);
      return index === undefined ? undefined : items[index];
    },
    indexOf: (id) => indexes.get(id),
    replace(item) {
      const index = indexes.get(item.Id);
      if (index === undefined) return;
      items[index] = item;
      given.onItem(item);
    },
  };
}
