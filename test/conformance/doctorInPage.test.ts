import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { DiagnoseOptions, Diagnosis } from "amazon-connect-chatjs/doctor";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { BUNDLES, requireBundles } from "../support/bundles.js";
import { serveOrigin } from "../support/origin.js";
import { sample } from "../support/samples.js";

const doctor = fileURLToPath(new URL("../../packages/chatjs/dist/doctor.js", import.meta.url));

let browser: Browser;
let emulator: RunningEmulator;
/** What the server below has been asked. */
const asked: string[] = [];
/** A server that lets no page read its answers. */
const silent = createServer(({ method, url }, response) => {
  asked.push(`${method} ${url}`);
  response.end("{}");
});
const urlOf = (server: typeof silent) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
beforeAll(async () => {
  requireBundles();
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  [browser, emulator] = await Promise.all([launchBrowser(), startEmulator()]);
});
afterEach(() => emulator.control.clearFaults());
afterAll(async () => {
  silent.closeAllConnections();
  silent.close();
  await Promise.all([browser.close(), emulator.close()]);
});

interface Visit {
  readonly scripts?: readonly string[];
  /** Hosts that the policy of the page lets it ask; without them there is no policy. */
  readonly connectSrc?: readonly string[];
  /** Whether that policy is only tried, and forbids nothing. */
  readonly isReportOnly?: boolean;
  readonly options?: DiagnoseOptions;
}

/** What the doctor says in a page, in lines by check. */
async function examine({ scripts = [], connectSrc, isReportOnly = false, options = {} }: Visit) {
  const documents = {
    "/": `<!doctype html>${scripts.map((src) => `<script src="${src}"></script>`).join("")}<script type="module" src="/start.js"></script>`,
    "/start.js": `import * as doctor from "/doctor.js"; globalThis.doctor = doctor;`,
    "/doctor.js": readFileSync(doctor, "utf8"),
    "/connect-streams.js": readFileSync(BUNDLES.streams, "utf8"),
    "/amazon-connect-chat.js": readFileSync(BUNDLES.ours, "utf8"),
    "/amazon-connect-chat-5.js": readFileSync(BUNDLES.upstream, "utf8"),
  };
  const policy = connectSrc && `default-src 'none'; script-src 'self'; connect-src ${connectSrc.join(" ")}`;
  const origin = await serveOrigin(documents, ...(isReportOnly ? ["", policy] : [policy]));
  const page = await browser.newPage();
  try {
    await page.goto(origin.url("/"), { waitUntil: "load" });
    const { ok, findings } = await page.evaluate(
      (given) =>
        (
          globalThis as unknown as { doctor: { diagnose(options: object): Promise<Diagnosis> } }
        ).doctor.diagnose(given),
      { endpoint: emulator.url, startChat: `${emulator.url}/start-chat`, timeoutMs: 60_000, ...options },
    );
    const lines = findings.map(({ check, status, message, fix }) => [
      check,
      [status, message, fix].filter(Boolean).join(": "),
    ]);
    return { ok, lines: Object.fromEntries(lines) as Record<string, string>, origin: origin.url("") };
  } finally {
    await page.close();
    await origin.close();
  }
}

const socketOrigin = () => emulator.url.replace("http", "ws");

test("finds nothing wrong under the strictest policy that lets a chat happen", async () => {
  const { ok, lines } = await examine({
    scripts: ["/amazon-connect-chat.js"],
    connectSrc: [emulator.url, socketOrigin()],
  });
  expect(ok).toBe(true);
  for (const [check, line] of Object.entries(lines))
    expect([check, line]).toEqual([check, expect.stringMatching(/^ok/)]);
});

test("tells the policy that forbids the service, the backend or the socket, and what to add", async () => {
  const service = await examine({ connectSrc: ["https://other.example"] });
  expect(service.lines["service"]).toBe(
    `problem: the page's Content-Security-Policy forbids requests to ${emulator.url}: add ${emulator.url} to connect-src`,
  );
  // Nothing comes of such a socket: it is waited for to the end.
  const socket = await examine({ connectSrc: [emulator.url], options: { timeoutMs: 5_000 } });
  expect(socket.lines["token"]).toMatch(/^ok/);
  expect(socket.lines["socket"]).toBe(
    `problem: the page's Content-Security-Policy forbids sockets to ${socketOrigin()}: add ${socketOrigin()} to connect-src`,
  );
  const backend = await examine({
    connectSrc: [emulator.url, socketOrigin()],
    options: { startChat: `${urlOf(silent)}/start` },
  });
  expect(backend.lines["startChat"]).toContain(`add ${urlOf(silent)} to connect-src`);
});

test("blames no policy that is only tried for what it would forbid", async () => {
  const { lines } = await examine({
    connectSrc: [emulator.url, socketOrigin()],
    isReportOnly: true,
    options: { startChat: `${urlOf(silent)}/start` },
  });
  expect(lines["startChat"]).toContain("(CORS)");
});

test("tells an answer that the page may not read from one that does not come", async () => {
  const service = await examine({ options: { endpoint: urlOf(silent) } });
  expect(service.lines["service"]).toContain(`does not let pages of ${service.origin} read it (CORS)`);
  const backend = await examine({ options: { startChat: `${urlOf(silent)}/start` } });
  expect(backend.lines["service"]).toMatch(/^ok/);
  expect(backend.lines["startChat"]).toContain("(CORS): let the backend answer preflights");
  // It was not to be started, and nobody would end it.
  expect(asked).not.toContain("POST /start");
  emulator.control.injectFault({ kind: "dropResponse" });
  const cut = await examine({});
  expect(cut.lines["service"]).toMatch(/^problem: .* cuts the connection/);
});

test.each([
  [["/connect-streams.js", "/amazon-connect-chat.js"], /^ok: ChatJS .*, amazon-connect-streams 2\./],
  [
    ["/amazon-connect-chat.js", "/amazon-connect-chat-5.js"],
    /^problem: the page loads ChatJS more than once/,
  ],
  [
    ["/connect-streams.js", "/connect-streams.js"],
    /^problem: the page loads amazon-connect-streams more than/,
  ],
  [["/amazon-connect-chat-5.js"], /^warning: the page runs ChatJS 5\.0\.0, and this doctor/],
  [["/connect-streams.js"], /^warning: window\.connect is there, without ChatJS/],
  [[], /^skipped: nothing is on window\.connect/],
])("tells which scripts share window.connect: %j", async (scripts, words) => {
  const { lines } = await examine({ scripts, options: { startChat: undefined } });
  expect(lines["scripts"]).toMatch(words);
});

test("the sample of docs/doctor.md says a line for each check", async () => {
  const code = sample("doctor")
    .replace("amazon-connect-chatjs/doctor", "/doctor.js")
    .replace('"us-west-2"', `"us-west-2", endpoint: "${emulator.url}"`)
    .replace("https://api.example.com", emulator.url);
  const origin = await serveOrigin({
    "/": `<!doctype html><script type="module" src="/start.js"></script>`,
    "/start.js": `${code}\nglobalThis.isDone = true;`,
    "/doctor.js": readFileSync(doctor, "utf8"),
  });
  const page = await browser.newPage();
  const lines: string[] = [];
  page.on("console", (message) => lines.push(message.text()));
  await page.goto(origin.url("/"));
  await page.waitForFunction("globalThis.isDone");
  await page.close();
  await origin.close();
  const told = lines.filter((line) => /^(ok|skipped|warning|problem) /.test(line));
  expect(told.map((line) => line.split(/ +/, 2).join(" "))).toEqual(
    expect.arrayContaining(["ok service", "ok startChat", "ok token", "ok socket", "ok delivery"]),
  );
  expect(lines.join()).not.toContain("chats will not work");
});
