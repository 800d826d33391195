import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const run = (script: string, option: string) => {
  const path = fileURLToPath(new URL(`../${script}`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, option], { encoding: "utf8" });
  return { status, printed: stdout + stderr };
};

test.each([
  ["bench/storm.mjs", "--clients VALUE, --seed VALUE"],
  ["bench/load.mjs", "--chats VALUE, --seconds VALUE"],
  ["test/fuzz/run.mjs", "--runs VALUE, --seed VALUE, --path VALUE"],
  ["test/fuzz/emulator/run.mjs", "--runs VALUE, --seed VALUE, --path VALUE"],
  ["test/conformance/random/run.mjs", "--plays VALUE, --seed VALUE"],
  ["test/engines/run.mjs", "--only VALUE"],
  ["scripts/docs.mjs", "--port VALUE"],
  ["scripts/properties.mjs", "--seeds VALUE, --seed VALUE"],
])("%s refuses an option that it does not have, and says which it has", (script, options) => {
  const refused = run(script, "--bogus");
  expect(refused.status).toBe(2);
  expect(refused.printed).toMatch(/^unable to start; Unknown option '--bogus'/);
  expect(refused.printed).toContain(`Its options: ${options}\n`);
  expect(run(script, "--help")).toEqual({ status: 0, printed: `Its options: ${options}\n` });
});

test.each([
  ["test/fuzz/run.mjs", "runs"],
  ["test/conformance/random/run.mjs", "plays"],
  ["scripts/properties.mjs", "seeds"],
  ["test/simulation/simulate.mjs", "shifts"],
])("%s refuses --%s that is no whole number", (script, name) => {
  const { status, printed } = run(script, `--${name}=many`);
  expect([status, printed]).toEqual([2, `unable to start; --${name} must be a whole number, and is many\n`]);
});

test("--only with a name that there is not is refused", () => {
  const { status, printed } = run("test/engines/run.mjs", "--only=Opera");
  expect([status, printed]).toEqual([2, "unable to start; --only Opera is none of Firefox, WebKit\n"]);
});

test("the simulation says what its options mean where it is given another one", () => {
  const { status, printed } = run("test/simulation/simulate.mjs", "--bogus");
  expect(status).toBe(2);
  expect(printed).toMatch(/^unable to start; Unknown option '--bogus'/);
  expect(printed).toContain("--seed FIRST  the first of them");
});
