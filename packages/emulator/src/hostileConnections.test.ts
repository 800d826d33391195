import { connect } from "node:net";
import type { Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startEmulator } from "./startEmulator.js";
import type { RunningEmulator } from "./startEmulator.js";

let emulator: RunningEmulator;
let ticketPath: string;
const errors: string[] = [];
beforeAll(async () => {
  const error = (line: string) => void errors.push(line);
  emulator = await startEmulator({ ccpPort: 0, logger: { info: () => undefined, error } });
  const { pathname, search } = new URL(emulator.control.agentTransport("robin").webSocketTransport.url);
  ticketPath = pathname + search;
});
afterEach(() => {
  errors.length = 0;
});
afterAll(() => emulator.close());

const portOf = (url: string) => Number(new URL(url).port);

/** Sends bytes and goes away: when the server has said all it wants to, or at once. */
const send = (port: number, bytes: string | Buffer, isCut: boolean) =>
  new Promise<string>((resolve) => {
    let answer = "";
    const socket: Socket = connect(port, "127.0.0.1", () => {
      socket.write(bytes, () => {
        if (isCut) socket.resetAndDestroy();
        else socket.end();
      });
    });
    socket.on("data", (piece) => (answer += piece.toString("latin1")));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
  });

const head = (line: string, ...headers: string[]) => `${[line, ...headers].join("\r\n")}\r\n\r\n`;
const upgrade = (path: string, ...headers: string[]) =>
  head(
    `GET ${path} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Connection: Upgrade",
    "Upgrade: websocket",
    ...(headers.length > 0
      ? headers
      : ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="]),
  );
const long = "a".repeat(100_000);

const requests: readonly (readonly [string, string])[] = [
  ["no HTTP", "\u0000\u0001hello\r\n\r\n"],
  ["a TLS greeting", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001"],
  ["no Host", head("GET /control/contacts HTTP/1.1")],
  ["a Host with a space", head("GET /control/contacts HTTP/1.1", "Host: a b")],
  ["a Host that is no address", head("GET /control/contacts HTTP/1.1", "Host: 999.999.999.999")],
  ["a Host that is no name", head("GET /ccp-v2/ HTTP/1.1", "Host: xn--a")],
  ["a Host with a path", head("GET / HTTP/1.1", "Host: evil.test/control")],
  ["a Host of letters only", head("POST /start-chat HTTP/1.1", "Host: @:@", "Content-Length: 2") + "{}"],
  ["two Hosts", head("GET / HTTP/1.1", "Host: a", "Host: b")],
  ["an absolute target", head("GET http://evil.test/control/contacts HTTP/1.1", "Host: a")],
  ["an unreadable target", head("GET http://[bad/ HTTP/1.1", "Host: a")],
  ["a target with backslashes", head("GET /\\..\\control HTTP/1.1", "Host: a")],
  ["a target with bad escapes", head("GET /control/contacts/%E0%A4%A?%=% HTTP/1.1", "Host: a")],
  ["OPTIONS *", head("OPTIONS * HTTP/1.1", "Host: a")],
  ["CONNECT", head("CONNECT evil.test:443 HTTP/1.1", "Host: a")],
  ["TRACE", head("TRACE /participant/message HTTP/1.1", "Host: a")],
  ["an unknown method", head("BREW / HTTP/1.1", "Host: a")],
  ["HTTP/1.0", head("GET /control/contacts HTTP/1.0")],
  ["a header of 100 KB", head("GET / HTTP/1.1", "Host: a", `X-Long: ${long}`)],
  ["a target of 100 KB", head(`GET /${long} HTTP/1.1`, "Host: a")],
  ["a header with a control letter", head("GET / HTTP/1.1", "Host: a", "X-Amz-Bearer: a\u0001b")],
  ["a header beyond ASCII", head("POST /participant/message HTTP/1.1", "Host: a", "X-Amz-Bearer: \u00e9")],
  [
    "both lengths",
    head("POST /start-chat HTTP/1.1", "Host: a", "Content-Length: 2", "Transfer-Encoding: chunked") + "{}",
  ],
  ["bad chunks", head("POST /start-chat HTTP/1.1", "Host: a", "Transfer-Encoding: chunked") + "ZZ\r\n"],
  ["half a body", head("POST /start-chat HTTP/1.1", "Host: a", "Content-Length: 100") + '{"Part'],
  [
    "half a chunked body",
    head("PUT /bucket/staging/a HTTP/1.1", "Host: a", "Transfer-Encoding: chunked") + "5\r\nab",
  ],
  [
    "a body that is said to be huge",
    head("POST /start-chat HTTP/1.1", "Host: a", "Content-Length: 999999999999"),
  ],
  ["100-continue", head("POST /start-chat HTTP/1.1", "Host: a", "Content-Length: 2", "Expect: 100-continue")],
  ["another expectation", head("POST /start-chat HTTP/1.1", "Host: a", "Content-Length: 2", "Expect: tea")],
  ["a socket at another path", upgrade("/elsewhere")],
  ["a socket with an unreadable path", upgrade("//%ZZ:99999?X-Emu-Connection=%")],
  ["a socket without a key", upgrade("/ws?X-Emu-Connection=none", "Sec-WebSocket-Version: 13")],
  [
    "an upgrade to something else",
    head("GET /ws HTTP/1.1", "Host: a", "Connection: Upgrade", "Upgrade: tea"),
  ],
];

/** Frames as no client makes them: unmasked, with reserved bits, not UTF-8, too long, of no kind. */
const frames: readonly (readonly [string, readonly number[]])[] = [
  ["without a mask", [0x81, 0x02, 0x7b, 0x7d]],
  ["with reserved bits", [0xf1, 0x80, 0, 0, 0, 0]],
  ["of no kind", [0x8b, 0x80, 0, 0, 0, 0]],
  ["with text that is not UTF-8", [0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe]],
  ["that says it has 2^63 bytes", [0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ["that goes on from nothing", [0x80, 0x80, 0, 0, 0, 0]],
  ["that pings with 126 bytes", [0x89, 0xfe, 0, 126, 0, 0, 0, 0]],
  ["that closes with one byte", [0x88, 0x81, 0, 0, 0, 0, 1]],
  ["that closes with a code of its own", [0x88, 0x82, 0, 0, 0, 0, 0xff, 0xff]],
  ["that is half there", [0x81, 0x85, 0, 0]],
];

const isAlive = async () => {
  const { status } = await fetch(`${emulator.url}/control/contacts`);
  const page = await fetch(emulator.ccpUrl!);
  return [status, page.status];
};

test.each(requests)("a connection with %s leaves the emulator as it was", async (_, text) => {
  for (const port of [emulator.port, portOf(emulator.ccpUrl!)])
    for (const isCut of [false, true]) {
      const answer = await send(port, Buffer.from(text, "latin1"), isCut);
      expect(answer).not.toMatch(/^HTTP\/1.1 5/);
    }
  expect(await isAlive()).toEqual([200, 200]);
  expect(errors).toEqual([]);
});

test.each(frames)("a socket with a frame %s ends, and no other", async (_, bytes) => {
  const targets = [
    [emulator.port, ticketPath],
    [portOf(emulator.ccpUrl!), `${new URL("socket", emulator.ccpUrl).pathname}?agent=Robin`],
  ] as const;
  for (const [port, path] of targets)
    for (const isCut of [false, true])
      await send(port, Buffer.concat([Buffer.from(upgrade(path)), Buffer.from(bytes)]), isCut);
  expect(await isAlive()).toEqual([200, 200]);
  expect(errors).toEqual([]);
});

test("a panel's page that reads nothing of what it makes the emulator say is cut off", async () => {
  const small = await startEmulator({ ccpPort: 0, limits: { socketBacklogSizeBytes: 1_000_000 } });
  const path = `${new URL("socket", small.ccpUrl).pathname}?agent=Robin`;
  const socket = connect(portOf(small.ccpUrl!), "127.0.0.1");
  const closed = new Promise<void>((resolve) => socket.on("error", () => undefined).on("close", resolve));
  socket.write(upgrade(path));
  await new Promise((resolve) => socket.once("data", resolve));
  socket.pause();
  // It is told to all pages of the agent, this one too.
  const frame = { event: "broadcast", data: { event: "log", data: "a".repeat(1_000_000) } };
  const text = Buffer.from(JSON.stringify({ channel: "core", frame }));
  const start = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  start.writeUInt32BE(text.length, 6);
  for (let sent = 0; sent < 50 && !socket.destroyed; sent++)
    if (!socket.write(Buffer.concat([start, text])))
      await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), closed]);
  expect(socket.destroyed).toBe(true);
  await small.close();
});

test("a refused handshake whose client keeps its end open does not keep the emulator", async () => {
  const small = await startEmulator({ ccpPort: 0 });
  const clients = [small.port, portOf(small.ccpUrl!)].map((port) =>
    connect({ port, host: "127.0.0.1", allowHalfOpen: true }),
  );
  for (const client of clients) {
    client.write(upgrade("/elsewhere"));
    client.on("error", () => undefined).resume();
    await new Promise((resolve) => client.once("end", resolve));
    expect(client.writable).toBe(true);
  }
  await small.close();
  for (const client of clients) client.destroy();
});
