import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCli } from "./runCli.js";
import { startEmulator } from "./startEmulator.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "emulator-cli-"));
});
afterAll(() => rm(directory, { recursive: true }));

/** Runs the command; `whileRunning` gets what it has printed, and when it is done the user stops it. */
async function run(
  flags: string[],
  whileRunning: (out: string[], err: string[]) => Promise<void> = () => Promise.resolve(),
) {
  const out: string[] = [];
  const err: string[] = [];
  const status = await runCli(flags, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    directory,
    hasColours: false,
    untilStopped: () => Promise.resolve().then(() => whileRunning(out, err)),
  });
  return { status, out, err };
}

test("can be stopped by the time that it says that it runs", async () => {
  const order: string[] = [];
  await runCli(["--port", "0"], {
    out: () => void order.push("says so"),
    err: () => undefined,
    directory,
    hasColours: false,
    untilStopped: () => Promise.resolve(order.push("can be stopped")),
  });
  expect(order.slice(0, 2)).toEqual(["can be stopped", "says so"]);
});

test("prints its addresses, serves, and stops cleanly", async () => {
  let url = "";
  const { status, out, err } = await run(["--port", "0"], async ([first]) => {
    url = /http:\S+/.exec(first!)![0];
    expect((await fetch(`${url}/control/contacts`)).status).toBe(200);
  });
  expect([status, err]).toEqual([0, []]);
  expect(out.join("\n")).toContain(`POST ${url}/start-chat`);
  await expect(fetch(url)).rejects.toThrow();
});

test("--json prints one line for programs, and its log elsewhere", async () => {
  const { status, out, err } = await run(["--port", "0", "--json"], async ([line]) => {
    const { url } = JSON.parse(line!);
    await fetch(`${url}/participant/message`, { method: "POST" });
  });
  expect([status, out.length]).toEqual([0, 1]);
  expect(JSON.parse(out[0]!)).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    port: expect.any(Number),
    loopback: true,
  });
  expect(err.map((line) => JSON.parse(line))).toEqual([
    { time: expect.stringMatching(/^\d{4}-.*Z$/), level: "info", message: "SendMessage 403" },
  ]);
});

test("prints the address of the CCP that it was asked for", async () => {
  const { out } = await run(["--port", "0", "--ccp-port", "0"], async (lines) => {
    const url = /CCP +(\S+)/.exec(lines.join("\n"))![1]!;
    expect(await (await fetch(url)).text()).toContain("ccp.js");
  });
  expect(out.join("\n")).toMatch(/CCP +http:\/\/127\.0\.0\.1:\d+\/ccp-v2\/$/m);
});

test("says so when other machines can reach it", async () => {
  const { err } = await run(["--port", "0", "--host", "0.0.0.0"]);
  expect(err[0]).toMatch(/^It listens on 0\.0\.0\.0: other machines can /);
});

test("a taken port gives a clear sentence and status 1", async () => {
  const { port, close } = await startEmulator();
  const { status, out, err } = await run(["--port", String(port)]);
  await close();
  expect([status, out, err]).toEqual([
    1,
    [],
    [`unable to start the emulator; port ${port} is taken; choose another with --port`],
  ]);
});

test("a wrong command line gives status 2", async () => {
  const { status, err } = await run(["--prot", "1"]);
  expect([status, err]).toEqual([
    2,
    ["unable to read the command line; the flag --prot is unknown. See --help"],
  ]);
});

test("--help names every flag", async () => {
  const { status, out } = await run(["--help"]);
  expect(status).toBe(0);
  for (const flag of [
    "--config",
    "--port",
    "--host",
    "--ccp-port",
    "--data",
    "--seed",
    "--profile",
    "--json",
  ])
    expect(out.join("\n")).toContain(flag);
});

/** For files that are read again, and answers over HTTP. */
const WAIT = { timeout: 15_000 };

/** What a new chat is told first. */
async function greeting(url: string): Promise<unknown> {
  const post = async (path: string, body: object, headers = {}) =>
    (await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
  const { data } = await post("/start-chat", { ParticipantDetails: { DisplayName: "Avery" } });
  const { ContactId, ParticipantToken } = data.startChatResult;
  await post(
    "/participant/connection",
    { Type: ["CONNECTION_CREDENTIALS"], ConnectParticipant: true },
    { "X-Amz-Bearer": ParticipantToken },
  );
  return vi.waitFor(async () => {
    const { transcript } = await (await fetch(`${url}/control/contacts/${ContactId}`)).json();
    expect(transcript.length).toBeGreaterThan(1);
    return transcript[1].Content;
  }, WAIT);
}

const urlIn = (out: string[]) => /http:\S+/.exec(out.join("\n"))![0];

test("--config takes flows in TypeScript, and a change is in force at once unless it is broken", async () => {
  const file = join(directory, "shop.ts");
  const write = (text: string, more = "") =>
    writeFile(
      file,
      `import { defineConfig } from "amazon-connect-chat-emulator";
       import type { FlowChat } from "amazon-connect-chat-emulator";
       export default defineConfig({ flows: { default: (chat: FlowChat) => chat.say("${text}") }, ${more} });`,
    );
  await write("first");
  const { status, out, err } = await run(["--port", "0", "--config", "shop.ts"], async (out) => {
    const url = urlIn(out);
    const saidLines = (words: string) => () => expect(out.join("\n")).toContain(words);
    expect(await greeting(url)).toBe("first");
    await write("second");
    await vi.waitFor(saidLines("was read again; new chats go by it"), WAIT);
    expect(await greeting(url)).toBe("second");
    await write("third", "flowz: 1");
    await vi.waitFor(saidLines("flowz: is not known here"), WAIT);
    saidLines("the configuration before it stays in force")();
    expect(await greeting(url)).toBe("second");
  });
  expect([status, err]).toEqual([0, []]);
  expect(out.join("\n")).toContain(`configuration  ${file}`);
});

test("a configuration in the working directory is found, and its mistakes keep it from starting", async () => {
  const file = join(directory, "emulator.config.json");
  await writeFile(file, '{ "flows": {\n  "default": [{ "do": "wait", "ms": "long" }] } }');
  const { status, out, err } = await run(["--port", "0"]);
  await rm(file);
  expect([status, out]).toEqual([1, []]);
  expect(err.join("\n").replaceAll(directory, "")).toBe(
    "unable to use emulator.config.json\n  /emulator.config.json:2:31: flows.default[0].ms: expected number, received string",
  );
});

test("--profile adds to the profiles of the configuration", async () => {
  const file = join(directory, "profiles.json");
  await writeFile(file, '{ "profiles": [{ "profile": "throttled", "times": 3 }] }');
  const { status } = await run(
    ["--port", "0", "--config", "profiles.json", "--profile", "subway"],
    async (out) => {
      const { profiles } = await (await fetch(`${urlIn(out)}/control/profiles`)).json();
      const active = profiles.flatMap((each: { readonly active: readonly object[] }) => each.active);
      expect(active).toMatchObject([{ profile: "subway" }, { profile: "throttled", times: 3 }]);
    },
  );
  expect(status).toBe(0);
});

test("a configuration that is not there is named", async () => {
  const { status, err } = await run(["--config", "missing.ts"]);
  expect(status).toBe(1);
  expect(err.join("\n")).toContain("missing.ts does not exist");
});

/** Names of the customers of all chats. */
const customers = async (out: string[]) => {
  const { contacts } = await (await fetch(`${urlIn(out)}/control/contacts`)).json();
  return contacts.map(({ customerName }: { customerName: string }) => customerName);
};
const begin = (out: string[]) =>
  fetch(`${urlIn(out)}/start-chat`, {
    method: "POST",
    body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }),
  });

test("--data keeps chats in a directory from one time to the next", async () => {
  const flags = ["--port", "0", "--data", "kept"];
  const { out } = await run(flags, async (out) => {
    await begin(out);
  });
  expect(out.join("\n")).toContain(`chats kept in  ${join(directory, "kept")}`);
  const { status } = await run(flags, async (out) => expect(await customers(out)).toEqual(["Avery"]));
  expect(status).toBe(0);
});

test("a directory that another one has gives a clear sentence and status 1", async () => {
  const flags = ["--port", "0", "--data", "shared"];
  let second: Awaited<ReturnType<typeof run>> | undefined;
  await run(flags, async () => void (second = await run(flags)));
  expect([second?.status, second?.out, second?.err]).toEqual([
    1,
    [],
    [
      `unable to open the chats in ${join(directory, "shared")}; another emulator has them open; stop it, or choose another directory`,
    ],
  ]);
});

test("a configuration can name the directory, from where the file is", async () => {
  const folder = join(directory, "shop");
  await mkdir(folder);
  await writeFile(join(folder, "shop.json"), JSON.stringify({ data: "chats" }));
  const flags = ["--port", "0", "--config", "shop/shop.json"];
  const { out } = await run(flags, async (out) => {
    await begin(out);
  });
  expect(out.join("\n")).toContain(`chats kept in  ${join(folder, "chats")}`);
  await run(flags, async (out) => expect(await customers(out)).toEqual(["Avery"]));
});

test("the directory is free again when the port was taken", async () => {
  const { port, close } = await startEmulator();
  expect((await run(["--port", String(port), "--data", "free"])).status).toBe(1);
  await close();
  expect((await run(["--port", "0", "--data", "free"])).status).toBe(0);
});
