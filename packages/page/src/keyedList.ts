/** An element for an item that `update` brings up to date. */
export interface KeyedElement<Item> {
  readonly root: HTMLElement;
  update(item: Item): void;
}

/** The children of a container, one for each item. */
export interface KeyedList<Item> {
  /** Shows the items in their order. Elements stay for as long as their key is there, and so do focus and selection in them. */
  show(items: readonly Item[]): void;
}

export function createKeyedList<Item>(given: {
  readonly container: HTMLElement;
  readonly keyOf: (item: Item) => string;
  readonly create: (item: Item) => KeyedElement<Item>;
}): KeyedList<Item> {
  const { container, keyOf, create } = given;
  let elements = new Map<string, KeyedElement<Item>>();
  return {
    show(items) {
      const next = new Map<string, KeyedElement<Item>>();
      for (const item of items) {
        const key = keyOf(item);
        const known = elements.get(key) ?? create(item);
        known.update(item);
        next.set(key, known);
      }
      for (const [key, { root }] of elements) if (!next.has(key)) root.remove();
      let place = container.firstElementChild;
      for (const { root } of next.values()) {
        // Moving an element takes the focus from it.
        if (root === place) place = place.nextElementSibling;
        else container.insertBefore(root, place);
      }
      elements = next;
    },
  };
}
