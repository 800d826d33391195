import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createProject } from "./project.js";

const project = createProject();
let emulator: RunningEmulator;
beforeAll(async () => {
  await project.installPacked("packages/chatjs");
  emulator = await startEmulator({ allowedOrigins: ["https://www.example.com"] });
});
afterEach(() => emulator.control.clearFaults());
afterAll(async () => {
  await emulator.close();
  project.remove();
});

/** As `npx amazon-connect-chatjs` is run. */
const command = (...args: readonly string[]) =>
  project.npm(["exec", "--offline", "--", "amazon-connect-chatjs", ...args]);
const doctor = (...args: readonly string[]) =>
  command("doctor", "--endpoint", emulator.url, `--start-chat=${emulator.url}/start-chat`, ...args);

test("the installed command says a line for each check, and ends with status 0 where all is well", async () => {
  const { status, stdout, stderr } = await doctor("--origin", "https://www.example.com");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.split(/ +/, 2).join(" ")),
  ).toEqual([
    ...["address", "service", "clock", "cors", "startChat", "token", "socket", "delivery"].map(
      (check) => `ok ${check}`,
    ),
    "skipped scripts",
  ]);
});

test("it ends with status 1 where something is wrong, and says it in JSON too", async () => {
  emulator.control.injectFault({ kind: "refuseUpgrade" });
  const lines = await doctor("--timeout", "2000");
  expect(lines).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^problem +socket .*To fix it: let/m),
  });
  const { status, stdout } = await doctor("--timeout", "2000", "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    findings: expect.arrayContaining([
      { check: "socket", status: "problem", message: expect.any(String), fix: expect.any(String) },
    ]),
  });
});

test.each([
  [["doctor", "--regoin", "us-west-2"], "argument 1 is none"],
  [["doctor", "--region"], "--region needs a value"],
  [["doctor", "--endpoint", "--json"], "--endpoint needs a value"],
  [["doctor", "--timeout", "soon"], "--timeout must be"],
  [["doctor", "--start-chat", "https://x.example", "--start-chat-body", "{"], "is no JSON"],
  [["doctor", "--start-chat-body", "{}"], "needs --start-chat"],
  [["nurse"], "the only command is doctor"],
])("%j is a mistake of the command line: status 2, a sentence and the usage", async (args, reason) => {
  const { status, stdout, stderr } = await command(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(reason);
  expect(stderr).toContain("--start-chat-body");
});

test("--help says what there is", async () => {
  expect(await command("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("--origin") });
});

test.each([
  ["mjs", `import { diagnose } from "amazon-connect-chatjs/doctor";`],
  ["cjs", `const { diagnose } = require("amazon-connect-chatjs/doctor");`],
])("a .%s file imports it, and nothing is put on connect", async (format, load) => {
  project.write(
    `look.${format}`,
    `${load} diagnose({ endpoint: ${JSON.stringify(emulator.url)} }).then(({ ok }) => console.log(ok, typeof connect));`,
  );
  expect(await project.node(`look.${format}`)).toEqual({ status: 0, stdout: "true undefined\n", stderr: "" });
});
