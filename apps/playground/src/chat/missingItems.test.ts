import { describe, expect, it } from "vitest";
import type { ChatItem, GetTranscriptArgs } from "amazon-connect-chatjs";
import { readMissingItems } from "./missingItems.js";

/** A service with so many items, one a second, that answers as GetTranscript does, and remembers what it was asked. */
function createService(count: number) {
  const items: ChatItem[] = Array.from({ length: count }, (_, index) => ({ Id: String(index) }));
  const asked: GetTranscriptArgs[] = [];
  const getTranscript = (args: GetTranscriptArgs = {}) => {
    asked.push(args);
    const { startPosition, nextToken, maxResults = 15, scanDirection } = args;
    const first = Date.parse(startPosition?.absoluteTime ?? "") / 1_000;
    const start = scanDirection === "FORWARD" ? Number(nextToken ?? first) : Math.max(0, count - maxResults);
    const end = Math.min(count, start + maxResults);
    const NextToken = end < count ? String(end) : "";
    return Promise.resolve({
      data: { Transcript: items.slice(start, end), NextToken, $metadata: {} },
      metadata: null,
    } as never);
  };
  return { getTranscript, asked };
}
const idsOf = (items: readonly ChatItem[]) => items.map(({ Id }) => Number(Id));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe("readMissingItems", () => {
  it("reads from a time to the end, that time included", async () => {
    const service = createService(250);
    expect(idsOf(await readMissingItems(service, 20_000))).toEqual(range(20, 250));
    expect(service.asked).toHaveLength(3);
  });

  it("reads the newest page when no time is known", async () => {
    const service = createService(250);
    expect(idsOf(await readMissingItems(service, undefined))).toEqual(range(150, 250));
    expect(service.asked).toHaveLength(1);
  });

  it("stops at a gap that is too long", async () => {
    const service = createService(5_000);
    expect(await readMissingItems(service, 0)).toHaveLength(2_000);
  });
});
