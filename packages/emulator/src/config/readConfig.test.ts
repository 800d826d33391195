import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ConfigError } from "./configError.js";
import { CONFIG_FILES, findConfig, readConfig } from "./readConfig.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "emulator-config-"));
});
afterAll(() => rm(directory, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const file = join(directory, name);
  await writeFile(file, text);
  return file;
}

/** What is wrong with a file, without the directory. */
async function mistakes(name: string, text: string): Promise<string> {
  const error = await readConfig(await write(name, text)).then(
    () => new Error("it was read"),
    (reason: unknown) => reason as Error,
  );
  expect(error).toBeInstanceOf(ConfigError);
  return error.message.replaceAll(`${directory}/`, "");
}

test("mistakes in JSON have line, column, member, and what is expected", async () => {
  const text = `{
  "flows": {
    "default": [
      "Hi",
      { "do": "ask", "content": "Yes?", "answers": [{ "says": "(", "steps": [{ "do": "wait" }] }] },
      { "do": "sya", "content": "Hello" },
      { "do": "show" },
      { "do": "until", "event": "typing", "silentForMs": 5 },
      { "do": "show", "template": "ListPickr" },
      { "do": "queue", "afterMs": -1, "then": [] },
      7
    ],
    "my flow": "Hello"
  },
  "agents": { "robin": { "joinsAfterMs": 5, "flow": [{ "do": "say" }] } },
  "views": [{ "Name": "Form" }],
  "limits": { "textSizeBytes": -1, "textSize": 5 },
  "limitz": {}
}`;
  expect(await mistakes("mistakes.json", text)).toMatchInlineSnapshot(`
    "unable to use mistakes.json
      mistakes.json:16:13: views[0].Id: is missing
      mistakes.json:5:55: flows.default[1].answers[0].says: expected a regular expression
      mistakes.json:5:78: flows.default[1].answers[0].steps[0].ms: is missing
      mistakes.json:6:9: flows.default[2].do: expected one of "say"|"type"|"ask"|"until"|"on"|"show"|"stream"|"authenticate"|"attach"|"event"|"agentJoins"|"agentLeaves"|"transfer"|"wait"|"idleAfter"|"play"|"afterwards"|"queue"|"disconnect"
      mistakes.json:7:7: flows.default[3]: expected exactly one of template, view
      mistakes.json:8:7: flows.default[4]: expected exactly one of says, event, silentForMs
      mistakes.json:9:23: flows.default[5].template: expected one of "ListPicker"|"PagedListPicker"|"TimePicker"|"Panel"|"QuickReply"|"Carousel"
      mistakes.json:10:24: flows.default[6].afterMs: expected number to be >=0
      mistakes.json:10:39: flows.default[6].then: is not known here
      mistakes.json:11:7: flows.default[7]: expected a text or a step such as {"do": "say", "content": "Hello"}
      and 6 more"
  `);
});

test("mistakes in code have file, member, and what is expected", async () => {
  const text = `export default { flows: { default: 5 }, attachments: { verdict: "maybe" }, flow: { paceMs: NaN }, tokenLifetimeMs: Infinity };`;
  expect(await mistakes("mistakes.mjs", text)).toMatchInlineSnapshot(`
    "unable to use mistakes.mjs
      mistakes.mjs: tokenLifetimeMs: expected a number from 0 to 100000000000000
      mistakes.mjs: flows.default: expected a list of steps or a function
      mistakes.mjs: flow.paceMs: expected a number of at least 0
      mistakes.mjs: attachments.verdict: expected one of "approve"|"reject"|"hold""
  `);
});

test("flows and agents that do not exist are told with their place, in steps within steps too", async () => {
  const text = `{
  "flows": {
    "default": [
      { "do": "play", "flow": "survey" },
      { "do": "ask", "content": "?", "answers": [
        { "says": "a", "steps": [{ "do": "agentJoins", "agent": "robin" }, { "do": "transfer", "agent": "casey" }] }
      ], "onTimeout": [{ "do": "play", "flow": "sorry" }] },
      { "do": "afterwards", "flow": "thanks" }
    ]
  },
  "agents": { "robin": { "displayName": "Robin", "flow": [{ "do": "play", "flow": "greet" }] } }
}`;
  const message = await mistakes("names.json", text);
  expect(message.replaceAll(/there are interactive.*/g, "there are ...")).toMatchInlineSnapshot(`
    "unable to use names.json
      names.json:6:96: flows.default[1].answers[0].steps[1].agent: expected the name of an agent; there are robin
      names.json:7:40: flows.default[1].onTimeout[0].flow: expected the name of a flow; there are ...
      names.json:8:29: flows.default[2].flow: expected the name of a flow; there are ...
      names.json:11:75: agents.robin.flow[0].flow: expected the name of a flow; there are ..."
  `);
});

test("names that code gives are known when it runs, and what is shown has none", async () => {
  const file = await write(
    "names.mjs",
    `export default { flows: {
      default: (chat) => chat.play("later"),
      forms: [{ do: "show", view: "form", data: { do: "play", flow: "nowhere" } }],
    } };`,
  );
  expect(Object.keys((await readConfig(file)).flows!)).toEqual(["default", "forms"]);
});

test.each([
  ["comment.json", '{\n  // "flows": {}\n}', "comment.json:2:3: this is not JSON"],
  ["list.json", "[]", "list.json:1:1: expected object, received array"],
  [
    "profiles.json",
    '{ "profiles": ["subway", "metro"] }',
    "profiles.json:1:26: profiles[1]: must be one of subway, corporate-proxy, laptop-sleep, throttled, flaky-uploads, duplicate-delivery",
  ],
  [
    "operation.json",
    '{ "profiles": [{ "profile": "flaky-uploads", "operation": "SendEvent" }] }',
    "operation.json:1:46: profiles[0].operation: must be one whose requests the profile is about",
  ],
  ["number.mjs", "export default 5;", "number.mjs: expected object, received number"],
])("%s is refused", async (name, text, told) => {
  expect(await mistakes(name, text)).toBe(`unable to use ${name}\n  ${told}`);
});

test.each([
  [
    "throws.ts",
    "const port: number = 1;\nthrow new RangeError(`not ${port}`);",
    /RangeError: not 1\n.*throws\.ts:2:7/,
  ],
  ["syntax.ts", "export default {\n  flows: {{\n};", /syntax\.ts:2/],
  ["import.mjs", 'import "./nowhere.js";', /nowhere/],
])("what is wrong with %s is told with its place", async (name, text, told) => {
  expect(await mistakes(name, text)).toMatch(told);
});

test("a file is read anew each time, with what it imports", async () => {
  const file = await write(
    "fresh.ts",
    `import { text } from "./text.ts"; const flow: string[] = [text]; export default { flows: { default: flow } };`,
  );
  for (const text of ["one", "two"]) {
    await write("text.ts", `export const text: string = "${text}";`);
    expect(await readConfig(file)).toEqual({ flows: { default: [text] } });
  }
});

test("a directory's configuration is the first of the names that it has", async () => {
  const own = await mkdtemp(join(directory, "own-"));
  expect(findConfig(own)).toBeUndefined();
  for (const name of [...CONFIG_FILES].reverse()) {
    await writeFile(join(own, name), "");
    expect(findConfig(own)).toBe(join(own, name));
  }
});
