import { describe, expect, it } from "vitest";
import type { ChatItem, GetTranscriptArgs } from "amazon-connect-chatjs";
import { createHistoryPager } from "./historyPager.js";

const timeOf = (index: number) => new Date(index * 1_000).toISOString();

/** A service with so many items that answers as GetTranscript does, and remembers what it was asked. */
function createService(count: number) {
  const items: ChatItem[] = Array.from({ length: count }, (_, index) => ({
    Id: String(index),
    AbsoluteTime: timeOf(index),
  }));
  const asked: GetTranscriptArgs[] = [];
  let refusal: Error | undefined;
  const getTranscript = (args: GetTranscriptArgs = {}) => {
    asked.push(args);
    if (refusal) return Promise.reject(refusal);
    const { startPosition, nextToken, maxResults = 15 } = args;
    const from = startPosition?.id === undefined ? count : Number(startPosition.id) + 1;
    const end = nextToken === undefined ? from : Number(nextToken);
    const start = Math.max(0, end - maxResults);
    const data = { Transcript: items.slice(start, end), NextToken: start === 0 ? "" : String(start) };
    return Promise.resolve({ data: { ...data, $metadata: {} }, metadata: null } as never);
  };
  return { getTranscript, asked, refuse: (error?: Error) => (refusal = error) };
}
const idsOf = (items: readonly ChatItem[]) => items.map(({ Id }) => Number(Id));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe("a history pager", () => {
  it("reads page by page to the beginning, oldest item of a page first", async () => {
    const pager = createHistoryPager(createService(70));
    const pages = [await pager.older(undefined), await pager.older("40"), await pager.older("10")];
    expect(pages.map(({ items }) => idsOf(items))).toEqual([range(40, 70), range(10, 40), range(0, 10)]);
    expect(pages.map(({ hasOlder }) => hasOlder)).toEqual([true, true, false]);
  });

  it("starts again from the oldest known item when a page was refused", async () => {
    const service = createService(70);
    const pager = createHistoryPager(service);
    await pager.older(undefined);
    service.refuse(new Error("token is too old"));
    await expect(pager.older("40")).rejects.toThrow("too old");
    service.refuse();
    expect(idsOf((await pager.older("40")).items)).toEqual(range(11, 41));
    expect(service.asked.at(-1)).toMatchObject({ startPosition: { id: "40" } });
  });

  it("reads the newest items back to a time, and no page further", async () => {
    const service = createService(100);
    expect(idsOf(await createHistoryPager(service).since(60_000))).toEqual(range(40, 100));
    expect(service.asked).toHaveLength(2);
  });

  it("reads one page more when nothing on this one is older, for items of that very time may be there", async () => {
    const service = createService(100);
    expect(idsOf(await createHistoryPager(service).since(70_000))).toEqual(range(40, 100));
  });

  it("reads to the beginning when no time is known", async () => {
    expect(idsOf(await createHistoryPager(createService(35)).since(undefined))).toEqual(range(0, 35));
  });

  it("keeps its place among earlier messages while it reads the newest", async () => {
    const pager = createHistoryPager(createService(70));
    await pager.older(undefined);
    await pager.since(65_000);
    expect(idsOf((await pager.older("40")).items)).toEqual(range(10, 40));
  });
});
