import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAsDeclared } from "../conformance/expectAsDeclared.js";
import { rowsOf } from "../conformance/judge.js";
import { playSeeds, RANDOM_WORLD } from "../conformance/random/playSeeds.js";
import { showFinding } from "../conformance/random/showFinding.js";
import { SCENARIOS } from "../conformance/scenarios/index.js";
import { bundleWorld } from "../conformance/theatre.js";
import type { Theatre } from "../conformance/theatre.js";
import { agentChatTests } from "../support/agentChat.js";
import type { BundleName } from "../support/bundles.js";
import { bundleForPage } from "../support/bundleForPage.js";
import { customerChatTests } from "../support/customerChat.js";
import { hostileFrameTests } from "../support/hostileFrames.js";
import { playedScenarios, playScenario } from "../support/readyScenarios.js";
import { engines } from "./engines.mjs";
import { openGuest } from "./openGuest.js";
import type { Guest } from "./openGuest.js";
import { PARTS_PAGE, partsTests } from "./partsTests.js";
import { theatreIn } from "./theatreIn.js";

const PLAYS = 60;

const wanted = process.env["ENGINES"]?.split(",");
const rows = rowsOf(
  readFileSync(fileURLToPath(new URL("../../docs/compatibility.md", import.meta.url)), "utf8"),
);

describe.each(engines.filter(({ name }) => wanted?.includes(name) ?? true))("in $name", (engine) => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await openGuest(engine, {
      world: await bundleWorld(),
      random: await bundleWorld(RANDOM_WORLD),
      parts: await bundleForPage(PARTS_PAGE),
    });
  });
  afterAll(() => guest.close());

  const openPlace = () => guest.openPlace(["ours"]);
  customerChatTests("a customer", openPlace);
  agentChatTests("an agent", openPlace);
  hostileFrameTests("bad frames", openPlace);

  partsTests("a page with parts", () => guest.openPlace(["parts"]));

  describe("a customer's page of 5.0.0 and of this library see the same of", () => {
    let emulator: RunningEmulator;
    beforeAll(async () => {
      emulator = await startEmulator({ flow: { prompts: [], paceMs: 40 }, rehydrationDelayMs: 10 });
    });
    afterAll(() => emulator.close());

    test.each(playedScenarios.map((played) => [`${played.scenario} ${played.when ?? ""}`, played] as const))(
      "%s",
      async (_name, played) => {
        const playIn = async (bundle: BundleName) => {
          const place = await guest.openPlace([bundle]);
          try {
            return await playScenario({ place, emulator }, played);
          } finally {
            await place.close();
          }
        };
        expect(await playIn("ours")).toEqual(await playIn("upstream"));
      },
    );
  });

  describe("this library and 5.0.0 do the same, but for what is declared", () => {
    let theatre: Pick<Theatre, "play">;
    beforeAll(() => {
      theatre = theatreIn(guest, "world");
    });

    test.each(SCENARIOS.map(({ section, title }, index) => [section, title, index] as const))(
      "%s: %s",
      async (_section, _title, index) => {
        expectAsDeclared(SCENARIOS[index]!, await theatre.play(String(index)), rows);
      },
    );

    test("in random plays", async () => {
      const findings = await playSeeds(theatreIn(guest, "random"), { first: 1, plays: PLAYS });
      expect(findings.map(showFinding)).toEqual([]);
    });
  });
});
