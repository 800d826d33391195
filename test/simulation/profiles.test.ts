import { FAULT_PROFILE_NAMES } from "amazon-connect-chat-emulator";
import type { FaultProfileName } from "amazon-connect-chat-emulator";
import { expect, test } from "vitest";
import { simulate } from "./run.js";
import type { Schedule, Step } from "./schedule.js";
import { scheduleOf } from "./simulation.js";

const SEEDS = 5;

/** What people do; what goes wrong is left to the profile. */
const harmless: readonly Step["do"][] = ["send", "say", "type", "receipt", "history", "wait", "openTab"];

/** The chats of a seed, played for so long that a profile has come and gone several times, and with files. */
function chatsUnder(profile: FaultProfileName, seed: number): Schedule {
  const { steps, ...rest } = scheduleOf(seed);
  const talk = steps.filter((step) => harmless.includes(step.do));
  const begin: Step[] = [
    { do: "wait", afterMs: 0, forMs: 5_000 },
    { do: "profile", afterMs: 0, profile },
  ];
  const round = (index: number): readonly Step[] => [
    { do: "file", afterMs: 1_000, page: index },
    { do: "file", afterMs: 0, page: index + 1 },
    ...talk.filter((step) => step.do !== "wait" || step.forMs < 100_000),
    { do: "say", afterMs: 500, contact: index, count: 20, everyMs: 900 },
    { do: "send", afterMs: 500, page: index, count: 10, everyMs: 1_500, unanswered: 0 },
    { do: "wait", afterMs: 0, forMs: 30_000 },
  ];
  return { ...rest, contacts: 2, staffed: 1, steps: [...begin, ...[0, 1, 2, 3, 4].flatMap(round)] };
}

test.each(FAULT_PROFILE_NAMES)("no message is lost, doubled or out of order under %s", async (profile) => {
  const broken: object[] = [];
  let [hits, sentFiles] = [0, 0];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { violations, profileHits, files } = await simulate(chatsUnder(profile, seed), seed);
    broken.push(...violations.map((violation) => ({ seed, ...violation })));
    hits += profileHits;
    sentFiles += files;
  }
  expect(broken).toEqual([]);
  expect(hits).toBeGreaterThan(SEEDS);
  expect(sentFiles).toBeGreaterThan(SEEDS);
});
