import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sample } from "../support/samples.js";
import { createProject, repository } from "./project.js";
import type { PackedFiles } from "./project.js";
import { runCommand } from "./runningCommand.js";

const project = createProject();
let files: PackedFiles;

beforeAll(async () => {
  files = await project.installPacked("packages/emulator");
});
afterAll(() => project.remove());

test("the tarball holds the build, the readme, the licence and the manifest, and nothing else", () => {
  expect(files.filter((path) => !path.startsWith("dist/"))).toEqual(["LICENSE", "README.md", "package.json"]);
  expect(files).toEqual(expect.arrayContaining(["dist/cli.js", "dist/index.d.ts", "dist/index.js"]));
});

test("npx finds its command, which says what it takes", async () => {
  const { status, stdout } = await project.npm([
    "exec",
    "--offline",
    "--",
    "amazon-connect-chat-emulator",
    "--help",
  ]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("--port") as string });
});

test("can be imported where files for browsers are preferred, as in Jest with jsdom", async () => {
  const script =
    'const { createEmulator } = await import("amazon-connect-chat-emulator"); createEmulator().close();';
  const args = ["--conditions=browser", "--input-type=module", "--eval", script];
  expect(await project.node(...args)).toEqual({ status: 0, stdout: "", stderr: "" });
});

test("can be required, but for what loads modules alone", async () => {
  const script = `
    const name = (entry) => require("node:path").basename(require.resolve("amazon-connect-chat-emulator" + entry));
    for (const entry of ["", "/client", "/start-chat"]) console.log(name(entry), Object.keys(require("amazon-connect-chat-emulator" + entry)).length > 0);
    for (const entry of ["/jest", "/playwright"]) console.log(name(entry));
    const { startEmulator } = require("amazon-connect-chat-emulator");
    startEmulator({ data: "kept" }).then((emulator) => emulator.close()).then(() => console.log("started"));`;
  const { stdout, stderr } = await project.node("--eval", script);
  expect(stderr).toBe("");
  expect(stdout.trim().split("\n")).toEqual([
    "index.cjs true",
    "client.cjs true",
    "startChat.cjs true",
    "jest.cjs",
    "playwright.cjs",
    "started",
  ]);
});

/** A customer's message, over HTTP; the messages of the chat after it. */
async function say(url: string, content: string): Promise<readonly string[]> {
  const post = async (path: string, token: string, body: object) =>
    (
      await fetch(url + path, {
        method: "POST",
        headers: { "X-Amz-Bearer": token },
        body: JSON.stringify(body),
      })
    ).json();
  const { data } = await post("/start-chat", "", { ParticipantDetails: { DisplayName: "Avery" } });
  const { ConnectionCredentials } = await post(
    "/participant/connection",
    data.startChatResult.ParticipantToken,
    {
      Type: ["CONNECTION_CREDENTIALS"],
      ConnectParticipant: true,
    },
  );
  const token = ConnectionCredentials.ConnectionToken as string;
  await post("/participant/message", token, {
    ContentType: "text/plain",
    Content: content,
    ClientToken: "a",
  });
  const { Transcript } = await post("/participant/transcript", token, {});
  return Transcript.flatMap(({ Content }: { Content?: string }) => Content ?? []);
}

test("its command's help is plain text for a file or another program", async () => {
  const command = join(project.folder, "node_modules/.bin/amazon-connect-chat-emulator");
  // What would be without colours anyway must not be why.
  const environment = { TERM: "xterm", TEST: "", CI: "", NO_COLOR: "" };
  const running = runCommand(command, ["--help"], project.folder, environment);
  expect(await running.ended()).toBe(0);
  const odd = running.output().match(/\p{Cc}(?<!\n)| $/gmu);
  expect(odd).toBeNull();
});

test("its command starts, answers on the address that it prints, and stops on Ctrl-C", async () => {
  const command = join(project.folder, "node_modules/.bin/amazon-connect-chat-emulator");
  const running = runCommand(command, ["--port", "0"], project.folder);
  try {
    const url = await running.printed(/http:\/\/127\.0\.0\.1:\d+/);
    const response = await fetch(`${url}/participant/connection`, { method: "POST" });
    expect(response.status).toBe(403);
    expect(response.headers.get("x-amzn-errortype")).toContain("AccessDeniedException");
    expect(await say(url, "Hello")).toEqual(["Hello"]);
    expect(await running.interrupt()).toBe(0);
  } finally {
    running.kill();
  }
});

test("its command serves the console that is in the tarball", async () => {
  const command = join(project.folder, "node_modules/.bin/amazon-connect-chat-emulator");
  const running = runCommand(command, ["--port", "0"], project.folder);
  try {
    const url = await running.printed(/console +(http:\/\/\S+)/);
    const page = await (await fetch(url)).text();
    expect(await (await fetch(new URL("/", url))).text()).toBe(page);
    const script = /src="([^"]+\.js)"/.exec(page)?.[1] ?? "";
    const response = await fetch(new URL(script, url));
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/javascript; charset=utf-8",
    ]);
    expect(await running.interrupt()).toBe(0);
  } finally {
    running.kill();
  }
});

const config = sample("emulator.config.ts");

test("its command takes the manual's TypeScript configuration from its directory, and tells of a broken change", async () => {
  const command = join(project.folder, "node_modules/.bin/amazon-connect-chat-emulator");
  project.write("emulator.config.ts", config);
  const running = runCommand(command, ["--port", "0"], project.folder);
  try {
    const url = await running.printed(/http:\/\/127\.0\.0\.1:\d+/);
    await running.printed(/emulator\.config\.ts/);
    const scenarios = await (await fetch(`${url}/control/scenarios`)).json();
    expect(scenarios).toMatchObject({ scenarios: expect.arrayContaining(["default", "survey"]) as unknown });
    project.write("emulator.config.ts", config.replace("limits:", "limitz:"));
    await running.printed(/limitz: is not known here/);
    expect(await running.interrupt()).toBe(0);
  } finally {
    running.kill();
  }
});

test("Node imports it, starts it on a free port and closes it", async () => {
  project.write(
    "page.mjs",
    `import { startEmulator } from "amazon-connect-chat-emulator";
     const emulator = await startEmulator();
     const { status } = await fetch(emulator.url + "/participant/connection", { method: "POST" });
     await emulator.close();
     console.log(status);`,
  );
  expect(await project.node("page.mjs")).toMatchObject({ status: 0, stdout: "403\n", stderr: "" });
});

test("its handler for AWS says what to install when the AWS SDK is missing", async () => {
  project.write(
    "backend.mjs",
    `import { createStartChatHandler } from "amazon-connect-chat-emulator/start-chat";
     const backend = createStartChatHandler({ instanceId: "i", contactFlowId: "f" });
     const body = JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } });
     const response = await backend.fetch(new Request("http://127.0.0.1/", { method: "POST", body }));
     console.log(response.status);`,
  );
  const { stdout, stderr } = await project.node("backend.mjs");
  expect(stdout).toBe("500\n");
  expect(stderr).toContain("npm install @aws-sdk/client-connect");
});

test("its client needs neither Node nor a dependency, and describes itself in a document", async () => {
  const importsOf = (path: string): readonly string[] => {
    const text = readFileSync(join(project.folder, dist, path), "utf8");
    return Array.from(text.matchAll(/^(?:import|export) .*from "(.+)";$/gm), ([, target = ""]) => target);
  };
  const dist = "node_modules/amazon-connect-chat-emulator/dist";
  const chunks = importsOf("client.js");
  expect([...chunks, ...chunks.flatMap(importsOf)].filter((name) => !name.startsWith("./chunk-"))).toEqual(
    [],
  );
  project.write(
    "client.mjs",
    `import { createControlClient, ControlError } from "amazon-connect-chat-emulator/client";
     import { createEmulator, ControlError as Thrown } from "amazon-connect-chat-emulator";
     import document from "amazon-connect-chat-emulator/openapi.json" with { type: "json" };
     const { fetch } = createEmulator();
     const client = createControlClient("http://127.0.0.1", { fetch });
     const { contactId } = await client.startChat({ displayName: "Avery" });
     console.log((await client.getContact(contactId)).contact.customerName, ControlError === Thrown);
     console.log(document.openapi, document.servers[0].url);`,
  );
  expect((await project.node("--no-warnings", "client.mjs")).stdout).toBe(
    "Avery true\n3.1.0 http://127.0.0.1:4510/control\n",
  );
});

test("what is for pages and workers needs nothing of Node, nor a test runner", async () => {
  project.write(
    "parts.mjs",
    `import { createEmulator } from "amazon-connect-chat-emulator/browser";
     import { forwardRequests } from "amazon-connect-chat-emulator/worker";
     console.log(createEmulator().control.listContacts().length, typeof forwardRequests);`,
  );
  expect(await project.node("parts.mjs")).toMatchObject({ status: 0, stdout: "0 function\n", stderr: "" });
});

test("its types compile in a strict project and need no private package", async () => {
  project.write(
    "page.ts",
    `import { startEmulator } from "amazon-connect-chat-emulator";
     import type { RunningEmulator } from "amazon-connect-chat-emulator";
     import { createStartChatHandler } from "amazon-connect-chat-emulator/start-chat";
     import { answerServiceWorker, createEmulator } from "amazon-connect-chat-emulator/browser";
     import { forwardRequests } from "amazon-connect-chat-emulator/worker";
     const emulator: RunningEmulator = await startEmulator({ port: 0 });
     export const socket: WebSocket = new (createEmulator().WebSocket)("ws://127.0.0.1/ws");
     export const stop: () => void = answerServiceWorker(createEmulator());
     // @ts-expect-error a page is no service worker
     forwardRequests(window);
     export const url: string = emulator.url;
     const backend = createStartChatHandler({ instanceId: "i", contactFlowId: "f" });
     export const answer: Response = await backend.fetch(new Request(url));
     import { createControlClient } from "amazon-connect-chat-emulator/client";
     const client = createControlClient(emulator.url);
     export const states: readonly string[] = (await client.listContacts()).map(({ state }) => state);
     // @ts-expect-error there is no such event
     await client.sendEvent({ contactId: "c", event: "participant.dancing" });
     // @ts-expect-error a port is a number
     await startEmulator({ port: "4510" });`,
  );
  const compilerOptions = {
    ...{ module: "node16", target: "es2022", lib: ["es2022", "dom"], types: [] },
    ...{ strict: true, skipLibCheck: true, noEmit: true },
  };
  project.write("emulator.config.ts", config);
  project.write(
    "wrong.ts",
    `import { defineConfig } from "amazon-connect-chat-emulator";
     export const config = defineConfig({
       flows: {
         // @ts-expect-error there is no such step
         mistyped: [{ do: "sya", content: "Hello" }],
         // @ts-expect-error a question has one subject
         empty: [{ do: "ask" }],
         code: async (chat) => {
           const answer = await chat.ask("?", { timeoutMs: 5 });
           // @ts-expect-error there may be no answer
           await chat.say(answer.text);
         },
       },
     });`,
  );
  project.write("package.json", JSON.stringify({ type: "module" }));
  project.write(
    "tsconfig.json",
    JSON.stringify({ compilerOptions, files: ["page.ts", "emulator.config.ts", "wrong.ts"] }),
  );
  const tsc = join(repository, "node_modules/typescript/bin/tsc");
  expect((await project.node(tsc, "-p", ".", "--pretty", "false")).stdout).toBe("");
});

test("its command keeps chats in a directory, and says what to install when the database's driver is missing", async () => {
  const command = join(project.folder, "node_modules/.bin/amazon-connect-chat-emulator");
  const flags = ["--port", "0", "--data", "kept"];
  project.write("emulator.config.ts", config);
  const running = runCommand(command, flags, project.folder);
  try {
    await running.printed(/chats kept in/);
    expect(await running.interrupt()).toBe(0);
  } finally {
    running.kill();
  }
  rmSync(join(project.folder, "node_modules/@libsql"), { recursive: true });
  await expect(runCommand(command, flags, project.folder).printed(/chats kept in/)).rejects.toThrow(
    "npm install @libsql/client",
  );
});
