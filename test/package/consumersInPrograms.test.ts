import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openConsumers, writeFiles } from "./consumers/openConsumers.js";
import { programConsumers } from "./consumers/table.js";
import type { Project } from "./project.js";

let project: Project;
let emulator: RunningEmulator;
beforeAll(async () => {
  project = await openConsumers();
  emulator = await startEmulator({ flow: { prompts: ["Welcome"], promptDelayMs: 0 }, endDelayMs: 0 });
});
afterAll(() => emulator.close());

test.each(programConsumers)("a program of $name chats, and ends by itself", async (consumer) => {
  writeFiles(project, consumer);
  const environment = { EMULATOR: emulator.url, NO_COLOR: "1", FORCE_COLOR: "0", CI: "1" };
  const { status, stdout, stderr } = await project.nodeWith(environment, ...consumer.run);
  expect({ status, printed: stdout + stderr }).toEqual({
    status: 0,
    printed: expect.stringContaining(consumer.prints),
  });
});
