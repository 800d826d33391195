import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sample } from "../support/samples.js";
import type { ChatScope } from "../support/sessionScripts.js";
import { joinAgent } from "../support/startChat.js";
import type { JoinedAgent } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";
import { startDevice } from "./device.js";
import type { Device } from "./device.js";
import { bundleExample, bundleScript } from "./metroBundle.js";
import type { MetroBundle } from "./metroBundle.js";
import type { ShownApp } from "./native/reactNative.js";

const inExample = (name: string) =>
  fileURLToPath(new URL(`../../examples/react-native/${name}`, import.meta.url));
const BUNDLING_MS = 120_000;

describe("examples/react-native, bundled by Metro", () => {
  let emulator: RunningEmulator;
  let bundle: MetroBundle;
  let app: Device;
  let agent: JoinedAgent;

  type Scope = ChatScope & { readonly app: ShownApp };
  /** As a person does: once it is there, and can be used. */
  const press = (title: string) =>
    waitUntil(() => app.run((given) => (globalThis as unknown as Scope).app.press(given), title));
  const type = (placeholder: string, text: string) =>
    waitUntil(() =>
      app.run((given) => (globalThis as unknown as Scope).app.type(given.placeholder, given.text), {
        placeholder,
        text,
      }),
    );
  const shows = (text: string) =>
    waitUntil(async () =>
      expect(await app.run(() => (globalThis as unknown as Scope).app.texts(), undefined)).toContain(text),
    );

  beforeAll(async () => {
    emulator = await startEmulator({ flow: { prompts: [] } });
    bundle = await bundleExample();
    app = startDevice();
    // The address alone differs: a test must not take the port of `npm start`.
    app.load(bundle.code.replaceAll("http://127.0.0.1:4510", emulator.url));
    await app.run(
      (endpoint) => (globalThis as unknown as Scope).connect["ChatSession"].setGlobalConfig({ endpoint }),
      emulator.url,
    );
  }, BUNDLING_MS);
  afterAll(async () => {
    await app.close();
    await emulator.close();
  });

  test("has one build of the library in it, the one that package.json names for an import", () => {
    expect(bundle.builds).toEqual(["dist/index.js"]);
  });

  test("says when no chat can be started", async () => {
    // More than the service takes: the backend answers with an error.
    await type("Your name", "A".repeat(257));
    await press("Start chat");
    await shows("The chat could not be started.");
  });

  test("starts a chat on the first screen, however often it is pressed, and talks on the second", async () => {
    await type("Your name", "Avery");
    await press("Start chat");
    // It is disabled by now, or gone.
    await app
      .run(() => (globalThis as unknown as Scope).app.press("Start chat"), undefined)
      .catch(() => undefined);
    await shows("Connected");
    expect(emulator.control.listContacts()).toHaveLength(1);
    const [contact] = emulator.control.listContacts();
    agent = await joinAgent(emulator, contact!.contactId);
    await type("Message", "Hello");
    await press("Send");
    await shows("Avery: Hello");
    emulator.control.say({ ...agent, content: "How can I help?" });
    await shows("Robin: How can I help?");
  });

  test("keeps a message that was not sent", async () => {
    emulator.control.injectFault({ kind: "httpError", status: 400, operation: "SendMessage", times: 1 });
    await type("Message", "Can you hear me?");
    await press("Send");
    await shows("The message was not sent");
    await press("Send");
    await shows("Avery: Can you hear me?");
  });

  test("comes to the front after its connection was lost in the background, and shows what was said meanwhile", async () => {
    app.suspend();
    emulator.control.say({ ...agent, content: "Are you there?" });
    app.resume({ afterMs: 600_000, silently: false });
    await app.run(() => (globalThis as unknown as Scope).app.tellState("active"), undefined);
    await shows("Robin: Are you there?");
    await shows("Connected");
  });

  test("ends the chat, goes back, and leaves nothing that runs", async () => {
    await press("End chat");
    await shows("The chat is over");
    await press("Back");
    await waitUntil(() => expect(app.timers()).toBe(0));
    expect(app.complaints).toEqual([]);
  });
});

test(
  "a require, and a Metro that knows no exports, get the CommonJS build, which runs",
  async () => {
    const script = `globalThis.loaded = typeof require("amazon-connect-chatjs").ChatSession.create;`;
    for (const readsExports of [true, false]) {
      const { code, builds } = await bundleScript(script, readsExports);
      expect(builds).toEqual(["dist/index.cjs"]);
      const app = startDevice();
      app.load(code);
      expect(await app.run(() => (globalThis as { loaded?: unknown }).loaded, undefined)).toBe("function");
      await app.close();
    }
  },
  BUNDLING_MS,
);

test(
  "a Metro that does not read exports finds the files of the other entry points",
  async () => {
    const bundled = (name: string) => bundleScript(`require("amazon-connect-chatjs/${name}");`, false);
    await expect(bundled("session")).rejects.toThrow("Unable to resolve module");
    expect((await bundled("dist/session.cjs")).builds).toEqual(["dist/session.cjs"]);
  },
  BUNDLING_MS,
);

test(
  "examples/react-native compiles against the types of the package",
  async () => {
    const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const config = fileURLToPath(new URL("tsconfig.sample.json", import.meta.url));
    const complaints = await new Promise((resolve) => {
      execFile(process.execPath, [tsc, "-p", config, "--pretty", "false"], (_error, stdout) =>
        resolve(stdout),
      );
    });
    expect(complaints).toBe("");
  },
  BUNDLING_MS,
);

test("docs/react-native.md shows the chat of examples/react-native as it is", () => {
  expect(sample("chat.ts")).toBe(readFileSync(inExample("chat.ts"), "utf8"));
});
