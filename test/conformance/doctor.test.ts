import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { FaultRule, RunningEmulator } from "amazon-connect-chat-emulator";
import { diagnose, toLine } from "amazon-connect-chatjs/doctor";
import type { DiagnoseOptions, Diagnosis } from "amazon-connect-chatjs/doctor";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { startChat } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";

let emulator: RunningEmulator;
/** That of ws throws what nobody listens for; those of browsers and of Node do not. */
class QuietSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    this.on("error", () => undefined);
  }
}

beforeAll(async () => {
  vi.stubGlobal("WebSocket", QuietSocket);
  emulator = await startEmulator({ allowedOrigins: ["https://www.example.com"] });
});
afterEach(() => emulator.control.clearFaults());
afterAll(() => emulator.close());

const seenBy = ({ findings }: Diagnosis) =>
  Object.fromEntries(findings.map((finding) => [finding.check, finding.status]));
const lineOf = ({ findings }: Diagnosis, check: string) =>
  findings
    .filter((finding) => finding.check === check)
    .map(toLine)
    .join("\n");
/** All of a chat, as the page's backend begins it. A fifth of the time is slow, which a busy machine may be. */
const examine = (options: DiagnoseOptions = {}) =>
  diagnose({
    endpoint: emulator.url,
    startChat: `${emulator.url}/start-chat`,
    timeoutMs: 60_000,
    ...options,
  });

const healthy = {
  address: "ok",
  service: "ok",
  clock: "ok",
  cors: "ok",
  startChat: "ok",
  token: "ok",
  socket: "ok",
  delivery: "ok",
  scripts: "skipped",
};

test("finds nothing wrong where nothing is, and ends the chat that it began", async () => {
  const diagnosis = await examine({ origin: "https://www.example.com" });
  expect({ ...seenBy(diagnosis), ok: diagnosis.ok }).toEqual({ ...healthy, ok: true });
  await waitUntil(() => expect(emulator.control.listContacts().map(({ state }) => state)).toEqual(["ENDED"]));
});

test("leaves a chat that it is handed as it was, but for having joined it", async () => {
  const { ContactId, ParticipantId, ParticipantToken } = await startChat(emulator.url);
  const startChatAnswer = {
    contactId: ContactId,
    participantId: ParticipantId,
    participantToken: ParticipantToken,
  };
  const diagnosis = await examine({ startChat: undefined, startChatAnswer });
  expect(seenBy(diagnosis)).toEqual({ ...without(healthy, "delivery"), cors: "skipped" });
  const contact = emulator.control.listContacts().find(({ contactId }) => contactId === ContactId);
  expect(contact?.state).not.toBe("ENDED");
});

const without = (all: Readonly<Record<string, string>>, name: string) =>
  Object.fromEntries(Object.entries(all).filter(([each]) => each !== name));

interface FaultCase {
  readonly fault: FaultRule;
  /** For what never comes, or comes slowly. */
  readonly timeoutMs?: number;
  /** The check that tells it, how, and in which words; none where the library mends it. */
  readonly told?: readonly [check: string, status: string, words: RegExp];
}
const create = "CreateParticipantConnection";
const cases: readonly FaultCase[] = [
  { fault: { kind: "httpError", status: 429 }, told: ["service", "problem", /rate/] },
  { fault: { kind: "httpError", status: 503 }, told: ["service", "problem", /503/] },
  {
    fault: { kind: "httpError", status: 404, operation: create },
    told: ["service", "problem", /not the participant/],
  },
  {
    fault: { kind: "httpError", status: 403, operation: create },
    told: ["token", "problem", /five minutes/],
  },
  { fault: { kind: "httpError", status: 400, operation: create }, told: ["token", "problem", /not encoded/] },
  {
    fault: { kind: "httpError", status: 500, operation: "SendMessage" },
    told: ["delivery", "problem", /500/],
  },
  { fault: { kind: "dropResponse" }, told: ["service", "problem", /cut/] },
  { fault: { kind: "dropResponse", operation: "SendMessage" }, told: ["delivery", "problem", /cut/] },
  {
    fault: { kind: "hangResponse" },
    timeoutMs: 2_000,
    told: ["service", "problem", /does not answer within/],
  },
  {
    fault: { kind: "hangResponse", operation: "SendMessage" },
    timeoutMs: 2_000,
    told: ["delivery", "problem", /does not answer/],
  },
  { fault: { kind: "latency", ms: 600 }, timeoutMs: 2_000, told: ["token", "warning", /slowly/] },
  { fault: { kind: "invalidExpiry", expiry: "past" }, told: ["token", "warning", /in the past/] },
  { fault: { kind: "invalidExpiry", expiry: "missing" }, told: ["token", "warning", /missing/] },
  { fault: { kind: "invalidExpiry", expiry: "unreadable" }, told: ["token", "warning", /unreadable/] },
  { fault: { kind: "refuseUpgrade" }, told: ["socket", "problem", /refused or cut/] },
  { fault: { kind: "hangHandshake" }, timeoutMs: 2_000, told: ["socket", "problem", /does not open/] },
  { fault: { kind: "ignoreHeartbeats" }, timeoutMs: 2_000, told: ["socket", "problem", /heartbeats/] },
  { fault: { kind: "ignorePings" }, timeoutMs: 2_000, told: ["socket", "warning", /pings/] },
  { fault: { kind: "refuseSubscriptions" }, told: ["socket", "problem", /refuses the subscription/] },
  { fault: { kind: "ignoreSubscriptions" }, timeoutMs: 2_000, told: ["socket", "problem", /no answer/] },
  { fault: { kind: "dropFrames" }, timeoutMs: 2_000, told: ["delivery", "problem", /does not come back/] },
  { fault: { kind: "delayFrames", ms: 800 }, timeoutMs: 2_000, told: ["delivery", "warning", /slowly/] },
  { fault: { kind: "duplicateFrames" } },
  { fault: { kind: "reorderFrames" } },
];

describe.each(cases)("with the fault $fault", ({ fault, timeoutMs, told }) => {
  test(
    told ? `the ${told[0]} is a ${told[1]}, with what to do` : "nothing is told: the library mends it",
    async () => {
      emulator.control.injectFault(fault);
      const diagnosis = await examine({ ...(timeoutMs !== undefined && { timeoutMs }) });
      if (!told) {
        expect(diagnosis.findings.filter(({ fix }) => fix !== undefined)).toEqual([]);
        return;
      }
      const [check, status, words] = told;
      expect(lineOf(diagnosis, check)).toMatch(words);
      expect(diagnosis.findings.find((finding) => finding.check === check)).toMatchObject({ status });
      expect(diagnosis.ok).toBe(status === "warning");
      for (const { status, fix } of diagnosis.findings)
        expect(fix !== undefined, status).toBe(status === "warning" || status === "problem");
    },
  );
});

const chat = { ContactId: "c-1", ParticipantId: "p-1", ParticipantToken: "secret-token" };
test.each([
  ["no object", "hello", "holds no chat"],
  ["another object", { ok: true }, "holds no chat"],
  ["the lack of a token", { ...chat, ParticipantToken: undefined }, "lacks ParticipantToken"],
  [
    "the lack of ids",
    { data: { startChatResult: { ParticipantToken: "t" } } },
    "lacks ContactId and ParticipantId",
  ],
  ["a text of JSON", { statusCode: 200, body: JSON.stringify(chat) }, "JSON in a text"],
  ["an id that is none", { ...chat, ContactId: 7 }, "the ContactId of start-chat is no id"],
  ["a token with a line break", { ...chat, ParticipantToken: "secret\n" }, "is no token"],
  ["ids that are one", { ...chat, ParticipantId: "c-1" }, "are the same"],
  ["an id as token", { ...chat, ParticipantToken: "c-1" }, "is one of its ids"],
])("tells of %s in the answer of start-chat", async (_what, startChatAnswer, words) => {
  const diagnosis = await examine({ startChat: undefined, startChatAnswer });
  expect(lineOf(diagnosis, "startChat")).toContain(words);
  expect(JSON.stringify(diagnosis)).not.toContain("secret");
});

test.each([
  [{ region: "Frankfurt" }, "form of one"],
  [{ endpoint: "participant.example" }, "no absolute URL"],
  [{ endpoint: "http://participant.example" }, "not encrypted"],
  [{ endpoint: "https://me:pass@participant.example" }, "password"],
  [{ endpoint: "https://participant.example/?key=1" }, "query"],
])("asks nobody when the address cannot be right: %j", async (options, words) => {
  const diagnosis = await examine(options);
  expect(lineOf(diagnosis, "address")).toContain(words);
  expect(seenBy(diagnosis)).toEqual({ address: "problem", scripts: "skipped" });
});

test("takes what is empty for not named, as the page's configuration does", async () => {
  const asked = vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("no network"));
  try {
    const diagnosis = await diagnose({ region: "", endpoint: "" });
    expect(seenBy(diagnosis)["address"]).toBe("ok");
    expect(asked.mock.calls[0]?.[0]).toMatch(/^https:\/\/participant\.connect\.us-west-2\./);
  } finally {
    asked.mockRestore();
  }
});

/** A server that is no participant service. */
async function withServer(
  answer: { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: string },
  examineAt: (url: string) => Promise<void>,
): Promise<void> {
  const { status = 200, headers = {}, body = "" } = answer;
  const server = createServer((_request, response) => response.writeHead(status, headers).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await examineAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("tells a web site from the participant service", () =>
  withServer({ body: "<!doctype html>" }, async (url) => {
    const diagnosis = await examine({ endpoint: url });
    expect(lineOf(diagnosis, "service")).toContain("is not the participant service");
  }));

test("does not go where a proxy leads those who have not logged in", () =>
  withServer({ status: 302, headers: { location: "https://login.example/" } }, async (url) => {
    const diagnosis = await examine({ endpoint: url });
    expect(lineOf(diagnosis, "service")).toContain("redirects");
  }));

test("tells that nobody listens, and looks no further", async () => {
  let gone = "";
  await withServer({}, (url) => Promise.resolve(void (gone = url)));
  const diagnosis = await examine({ endpoint: gone });
  expect(lineOf(diagnosis, "service")).toContain("ECONNREFUSED");
  expect(seenBy(diagnosis)).toEqual({ address: "ok", service: "problem", scripts: "skipped" });
});

test.each([
  [{ status: 404 }, "answers 404"],
  [{ status: 500 }, "connect:StartChatContact"],
  [{ body: "<p>Hello" }, "no JSON"],
])("tells of a start-chat that answers %j, without its query", (answer, words) =>
  withServer(answer, async (url) => {
    const diagnosis = await examine({ startChat: `${url}/start?key=secret` });
    expect(lineOf(diagnosis, "startChat")).toContain(words);
    expect(JSON.stringify(diagnosis)).not.toContain("secret");
    expect(seenBy(diagnosis)).toMatchObject({ token: "skipped", socket: "skipped" });
  }),
);

test("tells of a backend that does not let pages ask", () =>
  withServer({ headers: { "access-control-allow-origin": "https://other.example" } }, async (url) => {
    const diagnosis = await examine({ startChat: `${url}/start`, origin: "https://www.example.com" });
    expect(lineOf(diagnosis, "cors")).toContain(
      `start-chat at ${url} does not allow pages of https://www.example.com`,
    );
  }));

test("takes the address of a page for its origin", () =>
  withServer(
    {
      headers: {
        "access-control-allow-origin": "https://www.example.com",
        "access-control-allow-headers": "content-type",
      },
    },
    async (url) => {
      const diagnosis = await examine({ startChat: `${url}/start`, origin: "https://www.example.com/chat/" });
      expect(lineOf(diagnosis, "cors")).toMatch(/^ok .*pages of https:\/\/www.example.com may ask/);
    },
  ));

test("asks a backend for no leave that browsers do not ask for", () =>
  withServer(
    { headers: { "access-control-allow-origin": "*", "access-control-allow-headers": "content-type" } },
    async (url) => {
      const headers = { Accept: "application/json", "Content-Type": "application/json" };
      const startChat = { url: `${url}/start`, headers };
      const diagnosis = await examine({ startChat, origin: "https://www.example.com" });
      expect(lineOf(diagnosis, "cors")).toMatch(/^ok /);
    },
  ));

test.each([
  ["*", "does not allow the header Authorization"],
  ["*, authorization", "may ask"],
])("knows that a star among the headers, %s, is no leave for Authorization", (allowed, words) =>
  withServer(
    { headers: { "access-control-allow-origin": "*", "access-control-allow-headers": allowed } },
    async (url) => {
      const startChat = { url: `${url}/start`, headers: { "X-Shop": "1", Authorization: "Bearer secret" } };
      const diagnosis = await examine({ startChat, origin: "https://www.example.com" });
      expect(lineOf(diagnosis, "cors")).toContain(words);
    },
  ),
);

test("tells of a socket's URL that is none, and ends the chat that it began", async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? "");
    if (request.headers["x-amz-bearer"] === "doctor") response.statusCode = 403;
    response.end(
      JSON.stringify({
        message: "Forbidden",
        ...chat,
        Websocket: { Url: "wss://proxy.example:undefined/", ConnectionExpiry: "2999-01-01T00:00:00Z" },
        ConnectionCredentials: { ConnectionToken: "connection", Expiry: "2999-01-01T00:00:00Z" },
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const diagnosis = await examine({ endpoint: url, startChat: `${url}/start` });
    expect(lineOf(diagnosis, "socket")).toMatch(/^problem .*URL/);
    expect(seen).toContain("/participant/disconnect");
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("a URL of start-chat that is none is told, and the rest is looked at", async () => {
  const diagnosis = await examine({ startChat: "/start-chat", origin: "https://www.example.com" });
  expect(lineOf(diagnosis, "startChat")).toContain("no absolute URL");
  expect(seenBy(diagnosis)).toMatchObject({ service: "ok", cors: "ok", token: "skipped" });
});

test.each([
  [10 * 60_000, "problem", "600 s behind"],
  [-10 * 60_000, "problem", "600 s ahead of"],
  [2 * 60_000, "warning", "120 s behind"],
])("tells a clock that differs by %i ms", (byMs, status, words) =>
  withServer(
    {
      status: 403,
      body: `{"message":"Forbidden"}`,
      // When it is asked for, which may be later.
      headers: {
        get date() {
          return new Date(Date.now() + byMs).toUTCString();
        },
      },
    },
    async (url) => {
      const diagnosis = await examine({ endpoint: url, startChat: undefined });
      expect(seenBy(diagnosis)["clock"]).toBe(status);
      // The header has whole seconds.
      expect(lineOf(diagnosis, "clock")).toMatch(
        new RegExp(words.replace(/(\d+)/, (n) => `(${n}|${Number(n) - 1}|${Number(n) + 1})`)),
      );
    },
  ),
);

test("a used-up token is told apart from a wrong address", async () => {
  const { ContactId, ...rest } = await startChat(emulator.url);
  emulator.control.end(ContactId);
  const diagnosis = await examine({ startChat: undefined, startChatAnswer: { ContactId, ...rest } });
  expect(seenBy(diagnosis)).toMatchObject({
    service: "ok",
    startChat: "ok",
    token: "problem",
    socket: "skipped",
  });
  expect(JSON.stringify(diagnosis)).not.toContain(rest.ParticipantToken);
});
