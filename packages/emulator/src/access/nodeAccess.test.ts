import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startEmulator } from "../startEmulator.js";
import type { RunningEmulator, StartEmulatorOptions } from "../startEmulator.js";

const running: RunningEmulator[] = [];
const lines: string[] = [];
const start = async (options: StartEmulatorOptions = {}) => {
  const logger = { info: (line: string) => void lines.push(line), error: () => undefined };
  const emulator = await startEmulator({ ccpPort: 0, logger, ...options });
  running.push(emulator);
  return emulator;
};
afterEach(async () => {
  lines.length = 0;
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request with headers that a browser sets by itself, and `fetch` does not let a caller set. */
const ask = (url: string | URL, headers: OutgoingHttpHeaders, method = "GET"): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    })
      .on("error", reject)
      .end();
  });

/** What a handshake comes to: its status, and what is said with a refusal. */
const shake = (url: string, headers: Readonly<Record<string, string>>): Promise<readonly [number, string]> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.on("open", () => {
      resolve([101, ""]);
      socket.terminate();
    });
    socket.on("unexpected-response", (_request, response) => {
      let text = "";
      response.on("data", (piece: Buffer) => (text += piece.toString()));
      response.on("end", () => resolve([response.statusCode ?? 0, text]));
    });
    socket.on("error", reject);
  });

const agentSocket = ({ control }: RunningEmulator) => control.agentTransport("robin").webSocketTransport.url;

const reaches = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const connection = connect({ host, port, timeout: 1_000 }, () => resolve(true));
    const fail = () => resolve(false);
    connection.on("error", fail).on("timeout", fail);
    connection.on("close", fail).on("connect", () => connection.destroy());
  });

test("other machines do not reach it unless they are let in, by neither of its ports", async () => {
  const { port, ccpUrl = "" } = await start();
  const addresses = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4");
  for (const { address } of addresses)
    for (const each of [port, Number(new URL(ccpUrl).port)]) expect(await reaches(address, each)).toBe(false);
  expect(await reaches("127.0.0.1", port)).toBe(true);
});

test.each([
  ["no page", {}],
  ["a page of this machine", { Origin: "http://localhost:5173" }],
  ["a page of the emulator's own address", { Origin: "http://192.168.1.5", Host: "192.168.1.5:4510" }],
])("a socket opens for %s", async (_who, headers) => {
  expect(await shake(agentSocket(await start()), headers)).toEqual([101, ""]);
});

test.each([
  ["a foreign page", { Origin: "https://evil.example" }, "pages of https://evil.example"],
  ["a page that looks like one of this machine", { Origin: "http://localhost.evil.example" }, "pages of"],
  ["a page without an origin of its own", { Origin: "null" }, "pages without an origin"],
  ["a foreign name", { Host: "evil.example:4510" }, "does not answer to the name evil.example:4510"],
  [
    "a page that has a foreign name lead here",
    { Host: "evil.example:4510", Origin: "http://evil.example:4510" },
    "does not answer to the name evil.example:4510",
  ],
])("a socket does not open for %s, its ticket or not", async (_who, headers, words) => {
  const emulator = await start();
  const [status, text] = await shake(agentSocket(emulator), headers);
  expect([status, text]).toEqual([403, expect.stringContaining(words)]);
  expect(emulator.control.listSockets()).toEqual([]);
  expect(lines).toEqual([expect.stringContaining(words)]);
});

test("a socket opens for a page of allowedOrigins", async () => {
  const emulator = await start({ allowedOrigins: ["https://shop.example"] });
  expect(await shake(agentSocket(emulator), { Origin: "https://shop.example" })).toEqual([101, ""]);
  expect((await shake(agentSocket(emulator), { Origin: "https://shop.example:444" }))[0]).toBe(403);
});

test.each(["/control/contacts", "/participant/transcript", "/console/", "/start-chat", "/"])(
  "%s is not answered under a foreign name",
  async (path) => {
    const { url } = await start();
    const { status, headers, text } = await ask(url + path, { Host: "evil.example" });
    expect([status, text]).toEqual([403, expect.stringContaining("the name evil.example")]);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  },
);

test("it answers to the name that it listens on, and to those of allowedOrigins", async () => {
  const { url } = await start({ host: "localhost", allowedOrigins: ["http://desk.test:4510"] });
  for (const Host of ["localhost", "desk.test", "desk.test:9000"])
    expect((await ask(`${url}/control/contacts`, { Host })).status).toBe(200);
});

test("the CCP's page and socket are not served under a foreign name", async () => {
  const { ccpUrl = "" } = await start();
  const Host = new URL(ccpUrl).host.replace("127.0.0.1", "evil.example");
  const { status, text } = await ask(ccpUrl, { Host });
  expect([status, text]).toEqual([403, expect.stringContaining("does not answer to the name")]);
  const socketUrl = new URL("socket", ccpUrl).href.replace("http", "ws");
  expect((await shake(socketUrl, { Host, Origin: `http://${Host}` }))[0]).toBe(403);
});

test("only pages that may use it show its pages in a frame", async () => {
  const pages = await mkdtemp(join(tmpdir(), "emulator-"));
  await writeFile(join(pages, "customer.html"), "customer");
  const { url, ccpUrl = "" } = await start({ pages, allowedOrigins: ["https://desk.example"] });
  for (const page of [ccpUrl, `${url}/customer`]) {
    const { headers } = await ask(page, {});
    const policy = headers["content-security-policy"]!;
    expect(policy).toMatch(/^frame-ancestors 'self' http:\/\/localhost:\* /);
    expect(policy).toMatch(/ https:\/\/desk\.example$/);
  }
  await rm(pages, { recursive: true });
});
