import { readFileSync } from "node:fs";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { customerChatTests } from "../support/customerChat.js";
import { callSession, createSession, eventsOf } from "../support/sessionScripts.js";
import { joinAgent, startChat } from "../support/startChat.js";
import type { JoinedAgent } from "../support/startChat.js";
import { message, named, waitForEvent } from "../support/waitForEvent.js";
import { asScript, startDevice } from "./device.js";
import type { Device } from "./device.js";

const key = "customer";
const commonJs = new URL("../../packages/chatjs/dist/index.cjs", import.meta.url);

function startApp(): Device {
  const device = startDevice();
  device.load(asScript(readFileSync(commonJs, "utf8")));
  return device;
}

customerChatTests("a customer in an app that says nothing of its network (CP-80)", () =>
  Promise.resolve(startApp()),
);

describe("an app that comes back from the background", () => {
  let emulator: RunningEmulator;
  let app: Device;
  let agent: JoinedAgent;

  const events = () => app.run(eventsOf, key);
  beforeEach(async () => {
    emulator = await startEmulator({ flow: { prompts: [] } });
    app = startApp();
    const chatDetails = await startChat(emulator.url);
    await app.run(createSession, { key, endpoint: emulator.url, args: { chatDetails, type: "CUSTOMER" } });
    await app.run(callSession, { key, method: "connect" });
    await waitForEvent({ place: app, key }, named("CONNECTION_ESTABLISHED"));
    agent = await joinAgent(emulator, chatDetails.ContactId);
  });
  afterEach(async () => {
    await app.close();
    await emulator.close();
  });

  test.each([
    ["its dead connection says nothing", true],
    ["it hears that its connection is gone", false],
  ])("gets what was said meanwhile, once, when %s (CP-82)", async (_how, silently) => {
    app.suspend();
    const { Id } = emulator.control.say({ ...agent, content: "Are you there?" });
    app.resume({ afterMs: 600_000, silently });
    // What an app does when AppState says "active".
    await app.run(callSession, { key, method: "connect" });
    await waitForEvent({ place: app, key }, message({ Id }));
    await waitForEvent(
      { place: app, key },
      ({ name }, index, all) =>
        name === "CONNECTION_ESTABLISHED" && all.slice(0, index).some(named("CONNECTION_LOST")),
    );
    expect((await events()).filter(message({ Id }))).toHaveLength(1);
  });
});
