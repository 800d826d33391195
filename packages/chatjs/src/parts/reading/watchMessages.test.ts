import { describe, expect, it } from "vitest";
import { createFakePlatform } from "../../../test/fakePlatform.js";
import type { ReadingPlatform, ViewEntry } from "./readingPlatform.js";
import { watchMessages } from "./watchMessages.js";

/** A row of a list, as far as the watch looks at it. */
interface Row extends Element {
  messageId: string | undefined;
}
const rowOf = (messageId: string | undefined) =>
  ({ messageId, querySelectorAll: () => [] }) as unknown as Row;

/** A page whose rows are put into view by hand. */
function createPage() {
  const rows = new Set<Row>();
  const observed = new Set<Element>();
  let thresholds: readonly number[] = [];
  let tellView: (entries: readonly ViewEntry[]) => void = () => undefined;
  let tellChanged: (changed: readonly Element[]) => void = () => undefined;
  const attention = new Set<() => void>();
  const state = { isPageVisible: true, hasFocus: true };
  const list = {
    clientHeight: 200,
    contains: (row: Row) => rows.has(row),
    querySelectorAll: () => [...rows],
  } as unknown as Element;
  const page: ReadingPlatform = {
    watchView(callback, asked) {
      tellView = callback;
      thresholds = asked;
      return {
        observe: (row) => observed.add(row),
        unobserve: (row) => observed.delete(row),
        disconnect: () => observed.clear(),
      };
    },
    watchElements(_list, _attribute, callback) {
      tellChanged = callback;
      return () => (tellChanged = () => undefined);
    },
    isPageVisible: () => state.isPageVisible,
    hasFocus: () => state.hasFocus,
    onAttentionChange(callback) {
      attention.add(callback);
      return () => attention.delete(callback);
    },
  };
  return {
    page,
    list,
    observed,
    thresholds: () => thresholds,
    listeners: () => attention.size,
    add(...added: Row[]) {
      for (const row of added) rows.add(row);
      tellChanged(added);
    },
    remove(row: Row) {
      rows.delete(row);
      tellChanged([row]);
    },
    changed: (row: Row) => tellChanged([row]),
    show(row: Row, intersectionRatio: number, height = 10, rootBounds: ViewEntry["rootBounds"] = null) {
      const isIntersecting = intersectionRatio > 0;
      const intersectionRect = { height };
      tellView([{ target: row, isIntersecting, intersectionRatio, intersectionRect, rootBounds }]);
    },
    attend(next: Partial<typeof state>) {
      Object.assign(state, next);
      for (const callback of attention) callback();
    },
  };
}

function watch(
  more: { readonly needsFocus?: boolean; readonly known?: (messageId: string) => boolean } = {},
) {
  const platform = createFakePlatform();
  const shown = createPage();
  const seen: string[] = [];
  const read = new Set<string>();
  const watching = watchMessages({
    list: shown.list,
    messageIdOf: (row) => (row as Row).messageId,
    selector: "*",
    attribute: undefined,
    visibleForMs: 500,
    needsFocus: more.needsFocus ?? false,
    page: shown.page,
    platform,
    isRead: (messageId) => read.has(messageId),
    seen(messageIds) {
      for (const messageId of messageIds.filter((each) => more.known?.(each) ?? true)) {
        seen.push(messageId);
        read.add(messageId);
      }
    },
  })!;
  return { ...shown, platform, seen, read, watching };
}

describe("a message counts as seen", () => {
  it("when half of it was in view for the time, and not before", async () => {
    const { add, show, platform, seen } = watch();
    const [first, second, third] = ["m1", "m2", "m3"].map(rowOf) as [Row, Row, Row];
    add(first, second, third);
    show(first, 0.5);
    show(second, 0.49);
    await platform.advance(499);
    show(third, 1);
    expect(seen).toEqual([]);
    await platform.advance(1);
    expect(seen).toEqual(["m1"]);
    show(third, 0.2);
    await platform.advance(5_000);
    expect(seen).toEqual(["m1"]);
    expect(platform.live.timers).toBe(0);
  });

  it.each<[string, Parameters<ReturnType<typeof createPage>["show"]>[2], ViewEntry["rootBounds"], boolean]>([
    ["half of the list is full of it", 100, null, true],
    ["less than half of the list is", 99, null, false],
    ["half of a window that is smaller than the list is", 60, { height: 120 }, true],
  ])("of one that is too large: %s", async (_what, height, rootBounds, isSeen) => {
    const { add, show, platform, seen } = watch();
    const row = rowOf("m1");
    add(row);
    show(row, 0.1, height, rootBounds);
    await platform.advance(500);
    expect(seen).toEqual(isSeen ? ["m1"] : []);
  });

  it("however much longer than the list it is, as something happens before half of the list is full of it", () => {
    const { thresholds } = watch();
    for (let times = 1; times <= 200; times += 0.5) {
      const whole = 1 / times;
      expect([times, thresholds().some((each) => each >= whole / 2 && each <= whole)]).toEqual([times, true]);
    }
  });

  it("only while the page is visible, for the whole of the time", async () => {
    const { add, show, attend, platform, seen } = watch();
    const row = rowOf("m1");
    add(row);
    show(row, 1);
    await platform.advance(400);
    attend({ isPageVisible: false });
    await platform.advance(60_000);
    expect(seen).toEqual([]);
    attend({ isPageVisible: true, hasFocus: false });
    await platform.advance(499);
    expect(seen).toEqual([]);
    await platform.advance(1);
    expect(seen).toEqual(["m1"]);
  });

  it("only with the focus, where that is asked for", async () => {
    const { add, show, attend, platform, seen } = watch({ needsFocus: true });
    attend({ hasFocus: false });
    const row = rowOf("m1");
    add(row);
    show(row, 1);
    await platform.advance(60_000);
    expect(seen).toEqual([]);
    attend({ hasFocus: true });
    await platform.advance(500);
    expect(seen).toEqual(["m1"]);
  });

  it("together with those that are due at the same time", async () => {
    const { add, show, platform, watching, seen } = watch();
    const told: (readonly string[])[] = [];
    const rows = ["m1", "m2"].map(rowOf);
    add(...rows);
    for (const row of rows) show(row, 1);
    await platform.advance(500);
    told.push(seen);
    expect(told).toEqual([["m1", "m2"]]);
    watching.stop();
  });

  it("when the session comes to know it, if the page was quicker", async () => {
    let isKnown = false;
    const { add, show, platform, seen, watching } = watch({ known: () => isKnown });
    const row = rowOf("m1");
    add(row);
    show(row, 1);
    await platform.advance(5_000);
    expect(seen).toEqual([]);
    isKnown = true;
    watching.look();
    expect(seen).toEqual(["m1"]);
  });

  it("also with a clock that was put back", async () => {
    const { add, show, platform, seen } = watch();
    const row = rowOf("m1");
    add(row);
    show(row, 1);
    platform.suspend(-3_600_000);
    show(rowOf("other"), 0);
    await platform.advance(500);
    expect(seen).toEqual(["m1"]);
  });
});

describe("of the elements", () => {
  it("only those are watched that show a message which is not read", () => {
    const { add, observed, read, watching, remove } = watch();
    read.add("old");
    const [old, fresh, other, gone] = [rowOf("old"), rowOf("m1"), rowOf(undefined), rowOf("m2")];
    add(old, fresh, other, gone);
    remove(gone);
    expect([...observed]).toEqual([fresh]);
    read.add("m1");
    watching.look();
    expect([...observed]).toEqual([]);
  });

  it("one that shows another message from now on has its time anew", async () => {
    const { add, show, changed, platform, seen } = watch();
    const row = rowOf("m1");
    add(row);
    show(row, 1);
    await platform.advance(400);
    row.messageId = "m2";
    changed(row);
    await platform.advance(499);
    expect(seen).toEqual([]);
    await platform.advance(1);
    expect(seen).toEqual(["m2"]);
  });

  it("none is watched after the stop, and nothing is left alive", async () => {
    const { add, show, platform, seen, watching, observed, listeners } = watch();
    const row = rowOf("m1");
    add(row);
    show(row, 1);
    watching.stop();
    watching.stop();
    await platform.advance(5_000);
    expect([seen, observed.size, listeners(), platform.live.timers]).toEqual([[], 0, 0, 0]);
  });
});
