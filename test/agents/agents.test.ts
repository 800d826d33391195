import type { BrowserContext } from "playwright-core";
import { beforeAll, describe, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { requireBundles } from "../support/bundles.js";
import { nameOf, serveDesktops } from "./desktopServer.js";
import type { Build, DesktopServer } from "./desktopServer.js";
import { moreScenarios, scenarios } from "./scenarios.js";
import { onStage } from "./stage.js";

const builds: readonly Build[] = (["2.28.2", "2.18.1"] as const).flatMap((streams) => [
  ...(["streams", "chatjs"] as const).flatMap((first) =>
    (["script", "module"] as const).map((as) => ({ library: "ours", streams, first, as }) as const),
  ),
  // That the CCP is faithful shows with what it did not grow up with.
  { library: "5.0.0", streams, first: "streams", as: "script" } as const,
]);

let server: DesktopServer;
let context: BrowserContext;
beforeAll(async () => {
  requireBundles();
  server = await serveDesktops();
  const browser = await launchBrowser();
  context = await browser.newContext();
  return async () => {
    await browser.close();
    await server.close();
  };
});

const isPlain = ({ first, as }: Build) => first === "streams" && as === "script";

describe.concurrent.each(builds.map((build) => [nameOf(build), build] as const))(
  "an agent's desktop: %s",
  (_name, build) => {
    for (const [title, play] of Object.entries({ ...scenarios, ...(isPlain(build) && moreScenarios) }))
      test(title, () => onStage({ context, server }, build, play));
  },
);
