import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNewestTime } from "./newestTime.js";

describe("the newest time", () => {
  it("is none at first, nor of what is no time", () => {
    const newest = createNewestTime();
    expect(newest.ms()).toBe(-Infinity);
    for (const none of [undefined, null, "", "soon", 7, {}]) newest.add(none);
    expect(newest.ms()).toBe(-Infinity);
  });

  it("is that of all that were added, however many, and whenever it is asked for", () => {
    const time = fc.date({ min: new Date(1), max: new Date(4e12), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(time, fc.boolean()), { maxLength: 350 }), (times) => {
        const newest = createNewestTime();
        let expectedMs = -Infinity;
        for (const [date, isAskedFor] of times) {
          newest.add(date.toISOString());
          expectedMs = Math.max(expectedMs, date.getTime());
          if (isAskedFor) expect(newest.ms()).toBe(expectedMs);
        }
        expect(newest.ms()).toBe(expectedMs);
      }),
    );
  });
});
