import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTheatre } from "../theatre.js";
import type { Theatre } from "../theatre.js";
import type { Trace } from "../trace.js";
import { normalForms } from "./normalForm.js";
import { playSeeds, RANDOM_WORLD, shrink } from "./playSeeds.js";
import { showFinding } from "./showFinding.js";

/** The same plays each time; `npm run conformance-fuzz` looks for what is found with others. */
const plays = Number(process.env["CONFORMANCE_PLAYS"] ?? 60);
const first = Number(process.env["CONFORMANCE_SEED"] ?? 1);

/** Findings that are made short and shown; of the rest, the seed. */
const SHOWN = 5;

describe("in random plays", () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await openTheatre(RANDOM_WORLD);
  });
  afterAll(() => theatre.close());

  test(
    "this library and 5.0.0 do the same, but for what is decided",
    async () => {
      const findings = await playSeeds(theatre, { first, plays });
      const shown: string[] = [];
      for (const finding of findings.slice(0, SHOWN)) shown.push(showFinding(await shrink(theatre, finding)));
      if (findings.length > 0)
        expect.fail(
          `${findings.length} of ${plays} plays differ: ${findings.map(({ play }) => play.seed).join()}\n${shown.join("\n\n")}`,
        );
    },
    120_000 + plays * 3_000,
  );
});

describe("what may differ", () => {
  const message = (Id: string) => ({
    name: "INCOMING_MESSAGE",
    session: "0",
    event: { data: { Id, Content: "x" }, chatDetails: {} },
  });
  const trace = (...events: Trace["events"]): Trace => ({
    calls: [],
    events,
    requests: [],
    socket: [],
    notes: {},
    uncaught: [],
  });
  const left = (ours: Trace, upstream: Trace) => normalForms({ ours, upstream });

  test("is an item that 5.0.0 hands over twice (CP-28)", () => {
    const { ours, upstream } = left(trace(message("a")), trace(message("a"), message("a")));
    expect(ours).toEqual(upstream);
  });

  test.each([
    ["lost", trace()],
    ["handed over twice here", trace(message("a"), message("a"))],
    ["another", trace(message("b"))],
  ])("is no item that is %s", (_what, own) => {
    const { ours, upstream } = left(own, trace(message("a")));
    expect(ours).not.toEqual(upstream);
  });
});
