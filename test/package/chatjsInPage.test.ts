import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { createProject } from "./project.js";

const project = createProject();
let browser: Browser;
let server: Server;

/** Everything a page of its own origin serves; the policy allows nothing but its own files. */
const documents: Readonly<Record<string, readonly [type: string, text: string]>> = {
  "/empty": ["text/html", ""],
  "/script": ["text/html", '<script src="/amazon-connect-chat.js" crossorigin></script>'],
  "/module": ["text/html", '<script type="module" src="/page.js"></script>'],
  "/page.js": ["text/javascript", 'import "/amazon-connect-chat.js";'],
};

beforeAll(async () => {
  await project.installPacked("packages/chatjs");
  const dist = join(project.folder, "node_modules/amazon-connect-chatjs/dist");
  server = createServer(({ url = "" }, response) => {
    const isScript = url === "/amazon-connect-chat.js";
    const [type, text] = isScript
      ? (["text/javascript", readFileSync(join(dist, url), "utf8")] as const)
      : (documents[url] ?? ["text/plain", ""]);
    const policy = "default-src 'none'; script-src 'self'";
    response.writeHead(200, { "content-type": type, "content-security-policy": policy }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  server.close();
  project.remove();
});

/** Opens one of the documents, and tells which globals it has, and what the browser complained about. */
async function open(path: string) {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}${path}`, { waitUntil: "load" });
  const globals = await page.evaluate(() => Object.getOwnPropertyNames(window));
  const members = await page.evaluate(() => {
    const { connect = {} } = globalThis as { connect?: Record<string, unknown> };
    return Object.keys(connect).sort();
  });
  await page.close();
  return { globals, members, complaints };
}

const members = ["ChatJS", "ChatSession", "LogLevel", "LogManager", "WebSocketManager", "csmService"];

test.each(["/script", "/module"])(
  "%s adds window.connect and no other global, under a strict policy (CP-40)",
  async (path) => {
    const before = await open("/empty");
    const page = await open(path);
    expect(page.complaints).toEqual([]);
    expect(page.members).toEqual(members);
    expect(page.globals.filter((name) => !before.globals.includes(name))).toEqual(["connect"]);
  },
);
