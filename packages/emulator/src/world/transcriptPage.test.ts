import fc from "fast-check";
import { expect, test } from "vitest";
import { toIsoTime } from "../isoTime.js";
import { readPage } from "./transcriptPage.js";
import type { Page, Scan } from "./transcriptPage.js";

interface Entry {
  readonly AbsoluteTime: string;
  readonly number: number;
}

/** Entries whose times do not run backwards; several may share a millisecond. */
const entryLists = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }).map((gaps): Entry[] => {
  let timeMs = 1_000;
  return gaps.map((gapMs, number) => ({ number, AbsoluteTime: toIsoTime((timeMs += gapMs)) }));
});

const limits = fc.integer({ min: 1, max: 100 });
const starts = fc.oneof(
  fc.record({ at: fc.constant("mostRecent" as const), count: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ at: fc.constant("time" as const), timeMs: fc.integer({ min: 990, max: 1_200 }) }),
);

function walk(items: readonly Entry[], scan: Scan): Page<Entry>[] {
  const pages = [readPage(items, scan)];
  for (let next = pages[0]!.nextIndex; next !== undefined; next = pages.at(-1)!.nextIndex) {
    if (pages.length > items.length + 1) throw new Error("the walk does not end");
    pages.push(readPage(items, { ...scan, start: { at: "index", index: next } }));
  }
  return pages;
}

/** The whole scan, said in the plainest way. */
function model(items: readonly Entry[], { direction, start }: Scan): readonly Entry[] {
  if (start.at === "time") {
    const time = toIsoTime(start.timeMs);
    return items.filter(({ AbsoluteTime }) =>
      direction === "FORWARD" ? AbsoluteTime >= time : AbsoluteTime <= time,
    );
  }
  const from = start.at === "index" ? start.index : Math.max(0, items.length - Math.max(1, start.count));
  return direction === "FORWARD" ? items.slice(from) : items.slice(0, from + 1);
}

test.each(["FORWARD", "BACKWARD"] as const)(
  "a walk %s yields every item of its scan once, in order, in full pages",
  (direction) => {
    fc.assert(
      fc.property(entryLists, limits, starts, (items, limit, start) => {
        const scan: Scan = { direction, start, limit };
        const pages = walk(items, scan);
        const ascending = direction === "FORWARD" ? pages : [...pages].reverse();
        expect(ascending.flatMap(({ entries }) => entries)).toEqual(model(items, scan));
        for (const { entries } of pages.slice(0, -1)) expect(entries).toHaveLength(limit);
      }),
    );
  },
);

test("items that come during a BACKWARD walk do not disturb it", () => {
  fc.assert(
    fc.property(entryLists, entryLists, limits, (items, later, limit) => {
      const scan: Scan = { direction: "BACKWARD", start: { at: "mostRecent", count: 1 }, limit };
      const seen: Entry[] = [];
      let page = readPage(items, scan);
      const grown = [...items, ...later.map((entry) => ({ ...entry, number: entry.number + 1_000 }))];
      for (;;) {
        seen.unshift(...page.entries);
        if (page.nextIndex === undefined) break;
        page = readPage(grown, { ...scan, start: { at: "index", index: page.nextIndex } });
      }
      expect(seen).toEqual(items);
    }),
  );
});

test("an index start is on its page in both directions", () => {
  const items = [0, 1, 2].map((number) => ({ number, AbsoluteTime: toIsoTime(number) }));
  for (const direction of ["FORWARD", "BACKWARD"] as const) {
    const { entries } = readPage(items, { direction, start: { at: "index", index: 1 }, limit: 1 });
    expect(entries.map(({ number }) => number)).toEqual([1]);
  }
});
