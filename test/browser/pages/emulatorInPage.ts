import { answerServiceWorker, createEmulator } from "amazon-connect-chat-emulator/browser";

/** What the test's scripts find in the page. */
export const emulatorInPage = { answerServiceWorker, createEmulator };
Object.assign(globalThis, { emulatorInPage });
