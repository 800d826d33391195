import type { EmulatorOptions } from "../options.js";

/** What tests do not wait for: the flow says nothing by itself and does not pause, a chat ends at once. */
export const quickOptions = <Options extends EmulatorOptions>(options: Options): Options => ({
  endDelayMs: 0,
  ...options,
  flow: { prompts: [], promptDelayMs: 0, paceMs: 0, ...options.flow },
});
