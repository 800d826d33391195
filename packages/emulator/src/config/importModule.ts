import { ControlError } from "../control/controlError.js";
import { FlowEnded } from "../flow/flowEnded.js";
import { defineConfig } from "./emulatorConfig.js";

/**
 * The default export of a TypeScript or JavaScript file, read anew with all that it imports. The emulator's own name leads to this
 * emulator, so that a file works where none is installed.
 */
export async function importModule(file: string): Promise<unknown> {
  // Only who has such a file waits for the compiler.
  const { createJiti } = await import("jiti");
  const jiti = createJiti(file, {
    moduleCache: false,
    fsCache: false,
    virtualModules: { "amazon-connect-chat-emulator": { defineConfig, ControlError, FlowEnded } },
  });
  return jiti.import(file, { default: true });
}
