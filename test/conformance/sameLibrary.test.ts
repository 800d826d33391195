import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BundleName } from "../support/bundles.js";
import { BUNDLES } from "../support/bundles.js";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage } from "../support/chatStage.js";
import { compareNamespace, rememberNamespace } from "../support/libraryScripts.js";

const globals = ["ChatSession", "LogManager", "LogLevel", "csmService", "WebSocketManager", "ChatJS"];
let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
});
afterAll(() => stage.close());

describe("the namespace connect (CP-01)", () => {
  /** Loads the scripts one after the other, and compares the namespace before and after the last one. */
  async function afterLast(...bundles: readonly BundleName[]) {
    const page = await stage.open(...bundles.slice(0, -1));
    await page.run(rememberNamespace, undefined);
    await page.page.addScriptTag({ path: BUNDLES[bundles.at(-1)!] });
    const compared = await page.run(compareNamespace, globals);
    const { complaints } = page;
    await page.close();
    return { compared, complaints };
  }

  test("alone, the script adds its members, as 5.0.0 does", async () => {
    const [ours, upstream] = [await afterLast("ours"), await afterLast("upstream")];
    expect(new Set(Object.values(ours.compared.members))).toEqual(new Set(["added"]));
    expect(ours).toEqual(upstream);
  });

  test("after amazon-connect-streams, it keeps the namespace and what is there, as 5.0.0 does", async () => {
    const [ours, upstream] = [await afterLast("streams", "ours"), await afterLast("streams", "upstream")];
    expect(ours.compared).toMatchObject({ isSameObject: true, isFrozen: false, lost: [] });
    expect(ours.compared.members).toMatchObject({
      ChatSession: "added",
      WebSocketManager: "kept",
      ChatJS: "added",
    });
    expect(ours).toEqual(upstream);
  });

  test("before amazon-connect-streams, nothing of it is lost, as with 5.0.0", async () => {
    const [ours, upstream] = [await afterLast("ours", "streams"), await afterLast("upstream", "streams")];
    expect(ours.compared).toMatchObject({ isSameObject: true, lost: [] });
    expect(ours.compared.members).toMatchObject({ ChatSession: "kept", ChatJS: "kept" });
    expect(ours).toEqual(upstream);
  });

  test("a second library keeps the first one's members, and says what it is in ChatJS", async () => {
    const [ours, upstream] = [await afterLast("upstream", "ours"), await afterLast("ours", "upstream")];
    expect(ours.compared.members).toMatchObject({ ChatSession: "kept", ChatJS: "replaced" });
    expect(ours).toEqual(upstream);
  });
});
