import { expect, test } from "vitest";
import { createIds } from "./ids.js";
import { createCryptoRandom, createSeededRandom } from "./random.js";

const uuidOf = (version: number) =>
  new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`);

test("one seed gives the same ids, another seed others", () => {
  const idsOf = (seed: number) => {
    const ids = createIds(createSeededRandom(seed));
    return [ids.uuid(), ids.itemId(1_000), ids.token("pt.")];
  };
  expect(idsOf(1)).toEqual(idsOf(1));
  expect(idsOf(1)).not.toEqual(idsOf(2));
});

test.each([
  ["seeded", createSeededRandom(3)],
  ["crypto", createCryptoRandom()],
])("%s ids have the shape of UUIDs and do not repeat", (_, random) => {
  const ids = createIds(random);
  const uuids = Array.from({ length: 500 }, () => ids.uuid());
  const itemIds = Array.from({ length: 500 }, () => ids.itemId(Date.UTC(2026, 0)));
  for (const uuid of uuids) expect(uuid).toMatch(uuidOf(4));
  for (const id of itemIds) expect(id).toMatch(uuidOf(7));
  expect(new Set([...uuids, ...itemIds]).size).toBe(1_000);
});

test("item ids sort by time, and within a millisecond in the order they were made", () => {
  const ids = createIds(createCryptoRandom());
  const made = [5, 5, 5, 6, 700, 700, 1_800_000_000_000].map((timeMs) => ids.itemId(timeMs));
  expect([...made].sort()).toEqual(made);
});

test("item ids have the shape of UUIDs also where a clock tells fractions of a millisecond", () => {
  const ids = createIds(createCryptoRandom());
  const made = [5.1, 5.9, 6.25, 1_800_000_000_000.5].map((timeMs) => ids.itemId(timeMs));
  for (const id of made) expect(id).toMatch(uuidOf(7));
  expect([...made].sort()).toEqual(made);
});

test("a token is its prefix and 43 URL-safe characters", () => {
  expect(createIds(createCryptoRandom()).token("ct.")).toMatch(/^ct\.[\w-]{43}$/);
});
