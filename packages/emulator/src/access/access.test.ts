import { describe, expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { createAccess } from "./access.js";

const allowedOrigins = ["https://shop.example", "capacitor://localhost"];
const accessOf = (names: readonly string[] = []) =>
  createAccess({ allowedOrigins, names, log: () => undefined });
const guarded = "/control/contacts";

describe("by its Host", () => {
  test.each([
    "localhost",
    "LOCALHOST:4510",
    "127.0.0.1:4510",
    "127.1.2.3",
    "[::1]:4510",
    "chat.localhost:4510",
    // Addresses: the page of another site cannot be reached at one of this machine.
    "192.168.1.5:4510",
    "10.0.2.2:4510",
    "0.0.0.0:4510",
    "[fe80::1]:4510",
    // Of an allowed origin, and the one that it listens on.
    "shop.example:4510",
    "desk.local:4510",
  ])("%j is one that it answers to", (host) => {
    expect(accessOf(["Desk.local"]).refusalOf({ path: guarded, host })).toBeUndefined();
  });

  test.each([
    "evil.example",
    "evil.example:4510",
    "127.0.0.1.evil.example",
    "127.evil.example",
    "localhost.evil.example",
    "evillocalhost",
    "shop.example.evil.example",
    "desk.local",
    "a@127.0.0.1",
    "127.0.0.1@evil.example",
    "127.0.0.1/evil.example",
    "localhost:4510:4510",
    "localhost evil.example",
    "",
    "[",
  ])("%j is none, whatever is asked for and whoever asks", (host) => {
    for (const path of [guarded, "/participant/connection", "/", "/ws"])
      for (const origin of [undefined, "http://localhost"])
        expect(accessOf().refusalOf({ path, host, origin })).toContain("does not answer to the name");
  });
});

describe("by its Origin", () => {
  test.each([
    "http://localhost",
    "http://localhost:5173",
    "https://localhost:5173",
    "http://127.0.0.1:4510",
    "http://127.0.0.2:3000",
    "http://[::1]:3000",
    "http://shop.localhost:3000",
    "https://shop.example",
    "capacitor://localhost",
  ])("a page of %s is let in", (origin) => {
    expect(accessOf().refusalOf({ path: guarded, host: "127.0.0.1:4510", origin })).toBeUndefined();
  });

  test.each([
    "https://evil.example",
    "http://shop.example",
    "https://shop.example:8443",
    "https://shop.example.evil.example",
    "https://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://127.evil.example",
    "ionic://localhost",
    "chrome-extension://localhost",
    "http://192.168.1.9",
    "null",
    "file://",
    "",
    "https://evil.example@localhost",
    "http://localhost/evil",
    "https://evil.example, http://localhost",
  ])("a page of %j is not", (origin) => {
    for (const path of [guarded, "/control", "/start-chat", "/contact/chat", "/console/", "/ws", "/", "/x"])
      expect(accessOf().refusalOf({ path, host: "127.0.0.1:4510", origin })).toContain("may not use");
  });

  test("a page is let in that is served under the name or address that it asks by, on whatever port", () => {
    const refusalOf = (host: string, origin: string) =>
      accessOf(["desk.local"]).refusalOf({ path: guarded, host, origin });
    expect(refusalOf("192.168.1.5:4510", "http://192.168.1.5:5173")).toBeUndefined();
    expect(refusalOf("desk.local:4510", "https://desk.local")).toBeUndefined();
    expect(refusalOf("192.168.1.5:4510", "http://192.168.1.6:5173")).toBeDefined();
    expect(refusalOf("evil.example:4510", "http://evil.example:4510")).toBeDefined();
  });

  test("what carries a token, a signature or a state of its own is open to any page, as in AWS", () => {
    for (const path of [
      "/participant/connection",
      "/bucket/x",
      "/emulator/pictures/a.svg",
      "/csm/put-metrics",
    ])
      for (const origin of ["https://evil.example", "null"])
        expect(accessOf().refusalOf({ path, host: "localhost", origin })).toBeUndefined();
    for (const path of ["/participant", "/participants/x", "/bucketx", "/control/participant/"])
      expect(accessOf().isOpen(path)).toBe(false);
  });

  test("who is no page goes through", () => {
    expect(accessOf().refusalOf({ path: guarded, host: "localhost:4510" })).toBeUndefined();
    expect(accessOf().refusalOf({ path: guarded })).toBeUndefined();
  });
});

test("the reason says what to do, is logged once, and no more than a hundred are", () => {
  const lines: string[] = [];
  const access = createAccess({ allowedOrigins: [], log: (line) => lines.push(line) });
  const ask = (origin: string) => access.refusalOf({ path: guarded, host: "localhost", origin });
  for (let round = 0; round < 3; round++)
    expect(ask("https://shop.test")).toBe(
      "pages of https://shop.test may not use this emulator; if they should, add https://shop.test to allowedOrigins (--allowed-origins)",
    );
  expect(ask("null")).toContain("serve them from http://localhost");
  expect(lines).toHaveLength(2);
  for (let number = 0; number < 200; number++) ask(`https://shop-${number}.test`);
  expect(lines).toHaveLength(100);
});

test("what stands in a header cannot forge the log", () => {
  const lines: string[] = [];
  const access = createAccess({ allowedOrigins: [], log: (line) => lines.push(line) });
  access.refusalOf({ path: guarded, host: `evil\n\u001b[2J${"x".repeat(5_000)}` });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[\x20-\x7e]{1,700}$/);
});

test("frames may stand in the pages that may use the emulator", () => {
  const policy = accessOf().frameAncestors("192.168.1.5:4511");
  for (const source of [
    "'self'",
    "http://localhost:*",
    "http://127.0.0.1:*",
    "http://192.168.1.5:*",
    ...allowedOrigins,
  ])
    expect(policy.split(" ")).toContain(source);
  expect(policy.split(" ")).not.toContain("*");
  expect(accessOf().frameAncestors("[::1]:4511")).not.toContain("[");
});

describe("the answers", () => {
  const evil = { Origin: "https://evil.example" };

  test.each([
    ["GET", "/control/contacts"],
    ["GET", "/control/events"],
    ["GET", "/control/world"],
    ["POST", "/control/faults"],
    ["OPTIONS", "/control/contacts"],
    ["GET", "/control/%2e%2e/control/contacts"],
    ["GET", "/participant/../control/contacts"],
    ["GET", "/participant/%2e%2e/control/contacts"],
    ["POST", "/start-chat"],
    ["POST", "/"],
    ["PUT", "/contact/chat"],
    ["POST", "/contact/stop"],
  ])("%s %s of a foreign page is refused, and no page can read why", async (method, path) => {
    const stage = createStage();
    const response = await stage.send(path, { method, headers: evil });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("pages of https://evil.example may not use this emulator");
    const cors = [...response.headers.keys()].filter((name) => name.startsWith("access-control-"));
    expect(cors).toEqual([]);
    expect(stage.emulator.control.listContacts()).toEqual([]);
  });

  test("of the control API can be read by the page that asked, and by no other", async () => {
    const { send } = createStage();
    const ask = async (headers: Record<string, string>) =>
      (await send("/control/contacts", { headers })).headers;
    const allowed = await ask({ Origin: "http://localhost:5173" });
    expect(allowed.get("access-control-allow-origin")).toBe("http://localhost:5173");
    expect(allowed.get("vary")).toBe("Origin");
    expect(allowed.get("x-content-type-options")).toBe("nosniff");
    const plain = await ask({});
    expect(plain.get("access-control-allow-origin")).toBeNull();
    expect(plain.get("vary")).toBe("Origin");
  });

  test("of the control API have the form of its errors", async () => {
    const response = await createStage().send("/control/contacts", { headers: evil });
    expect(await response.json()).toEqual({
      error: { code: "Forbidden", message: expect.stringContaining("https://evil.example") },
    });
  });

  test("let in the pages of allowedOrigins", async () => {
    const { send } = createStage({ allowedOrigins: ["https://shop.example"] });
    const response = await send("/start-chat", {
      method: "POST",
      headers: { Origin: "https://shop.example" },
      body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }),
    });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([
      200,
      "https://shop.example",
    ]);
  });

  test("a name that leads here by somebody else's name server gets nothing, of the service either", async () => {
    const { send } = createStage();
    for (const path of ["/control/contacts", "/participant/transcript", "/console/"]) {
      const response = await send(path, { headers: { Host: "evil.example:4510" } });
      expect([path, response.status]).toEqual([path, 403]);
      expect(await response.text()).toContain("does not answer to the name evil.example:4510");
    }
  });
});

test.each([
  ["null", ["null"]],
  ["a wildcard", ["*"]],
  ["a wildcard in a name", ["https://*.shop.example"]],
  ["a path", ["https://shop.example/"]],
  ["no scheme", ["shop.example"]],
  ["capitals", ["https://Shop.example"]],
  ["a port that is the scheme's", ["https://shop.example:443"]],
  ["a user", ["https://a@shop.example"]],
  ["a text", "https://shop.example"],
])("allowedOrigins with %s is refused", (_what, given) => {
  expect(() => createStage({ allowedOrigins: given as readonly string[] })).toThrow(/allowedOrigins/);
});
