/**
 * Fixtures and assertions for Playwright.
 * @module amazon-connect-chat-emulator/playwright
 */
import { expect as baseExpect, test as base } from "@playwright/test";
import { isOrigin } from "./access/originName.js";
import type { EmulatedUrls } from "./emulatedUrl.js";
import { startEmulator } from "./startEmulator.js";
import type { RunningEmulator, StartEmulatorOptions } from "./startEmulator.js";
import { emulatorMatchers } from "./testing/matchers.js";
import { quickOptions } from "./testing/quickOptions.js";
import { routeToEmulator } from "./testing/routeToEmulator.js";

export { emulatorMatchers } from "./testing/matchers.js";
export type * from "./testing/expectations.js";
export type { EmulatedUrls } from "./emulatedUrl.js";

/** What `test.use` takes. */
export interface EmulatorTestOptions {
  /** Options of the emulator. Unless they say otherwise the flow is silent and nothing is waited for. */
  readonly emulatorOptions: StartEmulatorOptions;
  /** Where the page asks its backend for a chat; see `startChatUrl` of {@link EmulatedUrls}. @defaultValue "/start-chat" */
  readonly startChatUrl: NonNullable<EmulatedUrls["startChatUrl"]>;
}

/** What each test gets, in a world of its own. */
export interface EmulatorTestFixtures {
  /** The emulator, on a port of its own. Closed after the test. */
  readonly emulator: RunningEmulator;
}

/**
 * `test` of Playwright with an emulator for each test. Whatever page of the test's context asks for a chat, or for the participant
 * service in any region, gets its answer from there.
 */
export const test = base.extend<EmulatorTestOptions & EmulatorTestFixtures>({
  emulatorOptions: [{}, { option: true }],
  startChatUrl: ["/start-chat", { option: true }],
  emulator: async ({ emulatorOptions, baseURL }, use) => {
    // The page that is tested, wherever it is served.
    const own = [new URL(baseURL ?? "about:blank").origin].filter(isOrigin);
    const allowedOrigins = [...(emulatorOptions.allowedOrigins ?? []), ...own];
    const emulator = await startEmulator({ ...quickOptions(emulatorOptions), allowedOrigins });
    await use(emulator);
    await emulator.close();
  },
  context: async ({ context, emulator, startChatUrl }, use) => {
    await routeToEmulator(context, emulator.url, { startChatUrl });
    await use(context);
  },
});

/** `expect` of Playwright with the assertions on emulators. */
export const expect = baseExpect.extend(emulatorMatchers);
