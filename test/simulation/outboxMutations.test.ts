import { describe, expect, it } from "vitest";
import { brokenPromises } from "./brokenPromises.js";

const SEEDS = 60;

/** As `mutations.mjs`: what is broken on purpose, and the promise that it cannot keep then. */
const mutations = [
  {
    name: "each try has a token of its own",
    breaks: "nothing is sent twice",
    file: "parts/outbox/send.ts",
    from: "ClientToken: clientToken };",
    to: "ClientToken: platform.uuid() };",
  },
  {
    name: "older entries are not looked for",
    breaks: "nothing is overtaken",
    file: "parts/outbox/delivery.ts",
    from: "list.jobs.find((each) => isWaiting(each) && isEvent(each) === isEvent(job)) !== job",
    to: "!isWaiting(job)",
  },
  {
    name: "what was stored is not taken up again",
    breaks: "nothing is lost",
    file: "parts/outbox/createOutbox.ts",
    from: "if (wanted.length) list.restore(wanted.map(restoreJob));",
    to: "",
  },
];

describe("what is broken on purpose in the outbox", () => {
  it.each(mutations)("is found: $name", async (mutation) => {
    const broken = await brokenPromises("outbox", mutation, SEEDS, ({ simulateOutbox }, seed) =>
      simulateOutbox(seed),
    );
    expect(broken).toContain(mutation.breaks);
  });
});
