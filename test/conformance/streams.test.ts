import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BundleName } from "../support/bundles.js";
import { CHAT } from "../support/chatItems.js";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage } from "../support/chatStage.js";
import { logThroughStreams, tryCreate } from "../support/libraryScripts.js";

/** Texts that a logger which formats them would change or choke on, and words that Streams' takes for a component. */
const TEXTS = ["100%", "a%20b", "%s %d %j", "50%%", "ccp", "softphone", "chat", "task"];

const orders: readonly (readonly [first: BundleName, second: BundleName])[] = [
  ["streams", "ours"],
  ["ours", "streams"],
];

let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
});
afterAll(() => stage.close());

describe.each(orders)("on a page that loads %s, then %s", (...bundles) => {
  test("the logger of amazon-connect-streams gets every text as it is", async () => {
    const page = await stage.open(...bundles);
    const logged = await page.run(logThroughStreams, TEXTS);
    expect(logged).toEqual(TEXTS.map((text) => `ccp: INFO ["${text}"] `));
    expect(page.complaints).toEqual([]);
    await page.close();
  });

  test("sessions can be created before initCCP has run, of which Streams is told by a call that throws (CP-78)", async () => {
    const page = await stage.open(...bundles);
    for (const type of ["AGENT", "CUSTOMER"])
      expect(await page.run(tryCreate, { type, chatDetails: CHAT })).toMatchObject({
        hasController: true,
        isThenable: false,
      });
    expect(page.complaints).toEqual([]);
    await page.close();
  });
});
