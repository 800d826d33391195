import { expect, test } from "vitest";
import { runCli } from "./runCli.js";
import { startEmulator } from "./startEmulator.js";

/** Runs the command; `whileRunning` gets what it has printed, and when it is done the user stops it. */
async function run(
  flags: string[],
  whileRunning: (out: string[]) => Promise<void> = () => Promise.resolve(),
) {
  const out: string[] = [];
  const err: string[] = [];
  const status = await runCli(flags, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    untilStopped: () => whileRunning(out),
  });
  return { status, out, err };
}

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
  expect(err).toEqual(["SendMessage 403"]);
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
  for (const flag of ["--port", "--host", "--ccp-port", "--seed", "--json"])
    expect(out.join("\n")).toContain(flag);
});
