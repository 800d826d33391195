type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Child = Node | string | undefined;

/**
 * Builds an element. Strings become text nodes, never markup.
 * @param attributes - `true` sets an empty attribute; `false` and undefined set none.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[Tag] {
  const built = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) built.setAttribute(name, value === true ? "" : String(value));
  built.append(...children.filter((child) => child !== undefined));
  return built;
}

/** The element of a page's own markup that a script fills. */
export function requireElement(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`unable to start the page; it has no element ${selector}`);
  return found;
}
