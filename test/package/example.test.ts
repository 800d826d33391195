import { cpSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBrowser } from "../../scripts/findBrowser.mjs";
import { sample } from "../support/samples.js";
import { createProject, repository } from "./project.js";

const project = createProject();

/** A page that is tested where it is served, which is not this machine. */
const elsewhere = `import { expect, test } from "amazon-connect-chat-emulator/playwright";

// Chrome asks its user before a page of elsewhere reaches this machine.
test.use({ baseURL: "https://shop.example", permissions: ["local-network-access"] });

test("a page of baseURL gets a chat and its socket, whatever its origin", async ({ page }) => {
  await page.route("https://shop.example/", (route) => route.fulfill({ contentType: "text/html", body: "<title>shop</title>" }));
  await page.goto("/");
  const opened = await page.evaluate(async () => {
    const ask = async (url: string, init: RequestInit) => (await fetch(url, { method: "POST", ...init })).json();
    const { data } = await ask("/start-chat", { body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }) });
    const { Websocket } = await ask("https://participant.connect.us-west-2.amazonaws.com/participant/connection", {
      headers: { "X-Amz-Bearer": data.startChatResult.ParticipantToken },
      body: JSON.stringify({ Type: ["WEBSOCKET"] }),
    });
    return new Promise((resolve) => {
      const socket = new WebSocket(Websocket.Url);
      socket.addEventListener("open", () => resolve(true));
      socket.addEventListener("error", () => resolve(false));
    });
  });
  expect(opened).toBe(true);
});
`;

beforeAll(async () => {
  cpSync(join(repository, "examples/testing-a-chat-page"), project.folder, {
    recursive: true,
    filter: (path) => !/node_modules|dist$|test-results/.test(path),
  });
  for (const name of [
    ...["testing.test.ts", "testing.spec.ts", "guide-testing.test.ts", "readme-testing.spec.ts"],
    "npm-testing.test.ts",
  ])
    project.write(`tests/${name}`, sample(name));
  project.write("tests/elsewhere.spec.ts", elsewhere);
  await project.installPacked("packages/chatjs", "packages/emulator");
});
afterAll(() => project.remove());

/** A port for later that nobody listens on, and that systems give to nobody who has asked for any. */
const freePort = async () => {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
};

/** Runs a script of its package.json with this machine's browser; what it prints. */
async function runScript(name: string): Promise<string> {
  const environment = { CHROME_PATH: findBrowser() ?? "", PORT: String(await freePort()), NO_COLOR: "1" };
  const { status, stdout, stderr } = await project.npm(["run", name], { ...environment, FORCE_COLOR: "0" });
  if (status !== 0) throw new Error(`npm run ${name} ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}

test("the example and the manual's samples compile, and pass with Vitest and Playwright on the packed packages", async () => {
  const printed = await runScript("test");
  expect(printed).toMatch(/Tests +11 passed/);
  expect(printed).toContain("6 passed");
});

test("the example builds, and its page holds nothing of the emulator", async () => {
  await runScript("build");
  const assets = join(project.folder, "dist/assets");
  const scripts = readdirSync(assets).map((name) => readFileSync(join(assets, name), "utf8"));
  expect(scripts.join("")).toContain("/start-chat");
  expect(scripts.join("")).not.toContain("X-Emu");
});
