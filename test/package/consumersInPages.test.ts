import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { complaintsOf } from "../support/origin.js";
import { SAID } from "./consumers/chat.js";
import type { PageConsumer } from "./consumers/consumer.js";
import { openConsumers, writeFiles } from "./consumers/openConsumers.js";
import { pageConsumers } from "./consumers/table.js";
import type { Project } from "./project.js";

let project: Project;
let emulator: RunningEmulator;
let browser: Browser;
beforeAll(async () => {
  project = await openConsumers();
  emulator = await startEmulator({ flow: { prompts: ["Welcome"], promptDelayMs: 0 }, endDelayMs: 0 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await emulator.close();
});

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** Serves a folder at the root, and the installed package beside it. */
async function serve(folder: string): Promise<Server> {
  const server = createServer(({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://127.0.0.1");
    const isPackage = pathname.startsWith("/amazon-connect-chatjs/");
    const file = join(isPackage ? join(project.folder, "node_modules") : folder, pathname);
    const path = pathname === "/" ? join(folder, "index.html") : file;
    const isThere = existsSync(path) && statSync(path).isFile();
    response.writeHead(isThere ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "text/plain" });
    response.end(isThere ? readFileSync(path) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Builds the page as its developer would; a warning fails, too. */
async function build({ name, files, build, environment = {} }: PageConsumer): Promise<void> {
  writeFiles(project, { name, files });
  if (!build) return;
  const { status, stdout, stderr } = await project.nodeWith(environment, ...build);
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: expect.not.stringMatching(/\S/) });
}

test.each(pageConsumers)("a page of $name builds, and chats in a browser (CP-40)", async (consumer) => {
  await build(consumer);
  const server = await serve(join(project.folder, consumer.name, consumer.served));
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction("typeof startChatting === 'function'").catch((error: unknown) => {
    throw new Error(`the page has no startChatting: ${complaints.join("; ")}`, { cause: error });
  });
  const said = await page.evaluate(`startChatting(${JSON.stringify(emulator.url)})`);
  expect({ said, complaints }).toEqual({ said: SAID, complaints: [] });
  await page.close();
  server.closeAllConnections();
  server.close();
});

test("Next.js rendered the component of the server and that of the client with the library", () => {
  const html = readFileSync(join(project.folder, "next/out/index.html"), "utf8");
  const { version } = JSON.parse(
    readFileSync(join(project.folder, "node_modules/amazon-connect-chatjs/package.json"), "utf8"),
  );
  expect(html.replaceAll("<!-- -->", "")).toContain(`<p>Rendered with ${version}</p><p>function</p>`);
});
