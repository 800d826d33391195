/** A JSON text in parts: it can hold what no JavaScript value can, such as a name twice, `__proto__` or half a number. */
export type Tree =
  | { readonly kind: "object"; readonly members: readonly Member[] }
  | { readonly kind: "list"; readonly entries: readonly Tree[] }
  /** JSON inside a JSON text, as in a frame's content. */
  | { readonly kind: "nested"; readonly inner: Tree }
  /** Stands in the text as it is. */
  | { readonly kind: "raw"; readonly text: string };
export type Member = readonly [name: string, value: Tree];

export const raw = (text: string): Tree => ({ kind: "raw", text });
export const nested = (inner: Tree): Tree => ({ kind: "nested", inner });
export const object = (members: Readonly<Record<string, Tree>>): Tree => ({
  kind: "object",
  members: Object.entries(members),
});

/** The tree of a JavaScript value. */
export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: "list", entries: value.map(treeOf) };
  if (typeof value !== "object" || value === null) return raw(JSON.stringify(value));
  return { kind: "object", members: Object.entries(value).map(([name, each]) => [name, treeOf(each)]) };
}

export function textOf(tree: Tree): string {
  switch (tree.kind) {
    case "raw":
      return tree.text;
    case "nested":
      return JSON.stringify(textOf(tree.inner));
    case "list":
      return `[${tree.entries.map(textOf).join()}]`;
    case "object":
      return `{${tree.members.map(([name, value]) => `${JSON.stringify(name)}:${textOf(value)}`).join()}}`;
  }
}

const childrenOf = (tree: Tree): readonly Tree[] => {
  switch (tree.kind) {
    case "raw":
      return [];
    case "nested":
      return [tree.inner];
    case "list":
      return tree.entries;
    case "object":
      return tree.members.map(([, value]) => value);
  }
};

/** How many parts a tree has, itself included. */
export const countParts = (tree: Tree): number =>
  childrenOf(tree).reduce((sum, child) => sum + countParts(child), 1);

/** `tree` with its part number `at`, counted from the outside in, replaced by what `edit` makes of it. */
export function editPart(tree: Tree, at: number, edit: (part: Tree) => Tree): Tree {
  let passed = 0;
  const visit = (part: Tree): Tree => {
    if (passed++ === at) return edit(part);
    switch (part.kind) {
      case "raw":
        return part;
      case "nested":
        return nested(visit(part.inner));
      case "list":
        return { kind: "list", entries: part.entries.map(visit) };
      case "object":
        return { kind: "object", members: part.members.map(([name, value]) => [name, visit(value)]) };
    }
  };
  return visit(tree);
}
