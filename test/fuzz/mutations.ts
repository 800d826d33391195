import fc from "fast-check";
import { BROKEN_VALUES, NAMES, PIECES, VALUES } from "./hostileValues.js";
import { countParts, editPart, raw, textOf } from "./jsonTree.js";
import type { Member, Tree } from "./jsonTree.js";

/** One change of a tree: `at` picks a part, `which` one of its members, both wherever the tree ends. */
interface TreeMutation {
  readonly act: keyof typeof ACTS;
  readonly at: number;
  readonly which: number;
  readonly name: string;
  readonly value: string;
}
/** One change of a text: `at` is a place in it, in thousandths. */
interface TextMutation {
  readonly act: "cut" | "drop" | "replace" | "insert";
  readonly at: number;
  readonly length: number;
  readonly piece: string;
}
export interface Mutations {
  readonly tree: readonly TreeMutation[];
  readonly text: readonly TextMutation[];
  /** A run of this many letters, or levels of lists or objects, is put somewhere. */
  readonly flood: { readonly kind: keyof typeof FLOODS; readonly count: number } | undefined;
}

const members = (
  part: Tree,
  which: number,
  change: (member: Member) => readonly Member[],
): Tree | undefined => {
  if (part.kind !== "object" || part.members.length === 0) return undefined;
  const index = which % part.members.length;
  return {
    kind: "object",
    members: part.members.flatMap((member, place) => (place === index ? change(member) : [member])),
  };
};

/** What may be done to a part; undefined where the part is not of the kind, which is then replaced. */
const ACTS = {
  replace: () => undefined,
  remove: (part: Tree, { which }: TreeMutation) => members(part, which, () => []),
  rename: (part: Tree, { which, name }: TreeMutation) => members(part, which, ([, value]) => [[name, value]]),
  add: (part: Tree, { name, value }: TreeMutation): Tree | undefined =>
    part.kind === "object"
      ? { kind: "object", members: [...part.members, [name, raw(value)]] }
      : part.kind === "list"
        ? { kind: "list", entries: [...part.entries, raw(value)] }
        : undefined,
  repeat: (part: Tree, { which }: TreeMutation): Tree | undefined =>
    part.kind === "list"
      ? { kind: "list", entries: Array.from({ length: which }, () => part.entries).flat() }
      : members(part, which, (member) => [member, member]),
  enlist: (part: Tree): Tree => ({ kind: "list", entries: [part] }),
  quote: (part: Tree): Tree => ({ kind: "nested", inner: part }),
} satisfies Record<string, (part: Tree, mutation: TreeMutation) => Tree | undefined>;

const mutateTree = (tree: Tree, mutation: TreeMutation): Tree =>
  editPart(
    tree,
    mutation.at % countParts(tree),
    (part) => ACTS[mutation.act](part, mutation) ?? raw(mutation.value),
  );

function mutateText(text: string, { act, at, length, piece }: TextMutation): string {
  const place = Math.floor((text.length * at) / 1_000);
  const before = text.slice(0, place);
  switch (act) {
    case "cut":
      return before;
    case "drop":
      return before + text.slice(place + length);
    case "replace":
      return before + piece + text.slice(place + length);
    case "insert":
      return before + piece + text.slice(place);
  }
}

const FLOODS = {
  letters: (count: number) => `"${"y".repeat(count)}"`,
  lists: (count: number) => `${"[".repeat(count)}0${"]".repeat(count)}`,
  objects: (count: number) => `${'{"a":'.repeat(count)}0${"}".repeat(count)}`,
};

function flooded(tree: Tree, { flood, tree: [first] }: Mutations): Tree {
  if (!flood) return tree;
  const { kind, count } = flood;
  return editPart(tree, (first?.at ?? 0) % countParts(tree), () => raw(FLOODS[kind](count)));
}

/** The text of a tree after all mutations. */
export const mutated = (tree: Tree, mutations: Mutations): string =>
  mutations.text.reduce(mutateText, textOf(flooded(mutations.tree.reduce(mutateTree, tree), mutations)));

const treeMutation: fc.Arbitrary<TreeMutation> = fc.record({
  act: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[])),
  at: fc.nat(400),
  which: fc.nat(12),
  name: fc.constantFrom(...NAMES),
  value: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...VALUES) },
    { weight: 1, arbitrary: fc.constantFrom(...BROKEN_VALUES) },
    { weight: 2, arbitrary: fc.json({ maxDepth: 2 }) },
  ),
});
const textMutation: fc.Arbitrary<TextMutation> = fc.record({
  act: fc.constantFrom("cut", "drop", "replace", "insert"),
  at: fc.nat(999),
  length: fc.nat(8),
  piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })),
});
const floodOf = (levels: readonly (keyof typeof FLOODS)[]): fc.Arbitrary<Mutations["flood"]> => {
  const kind = fc.constantFrom(...levels);
  return fc.oneof(
    { weight: 1_000, arbitrary: fc.constant(undefined) },
    { weight: 4, arbitrary: fc.record({ kind, count: fc.constantFrom(100, 5_000) }) },
    { weight: 1, arbitrary: fc.record({ kind, count: fc.constant(100_000) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("letters"), count: fc.constant(1_048_576) }) },
  );
};

/**
 * None, which leaves the text valid, up to a few at once.
 * @param levels - what may be within itself very often
 */
export const mutationsWith = (levels: readonly ("lists" | "objects")[]): fc.Arbitrary<Mutations> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant<Mutations>({ tree: [], text: [], flood: undefined }) },
    {
      weight: 6,
      arbitrary: fc.record({
        tree: fc.array(treeMutation, { minLength: 1, maxLength: 4 }),
        text: fc.constant([]),
        flood: floodOf(levels),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        tree: fc.array(treeMutation, { maxLength: 2 }),
        text: fc.array(textMutation, { minLength: 1, maxLength: 3 }),
        flood: floodOf(levels),
      }),
    },
  );

/** What answers and frames of the service go through. */
export const mutations = mutationsWith(["lists"]);
