import type { EmulatorOptions } from "../options.js";

/**
 * What tests do not wait for: the flow says nothing by itself and does not pause, a chat ends at once. What goes wrong, such as a flow
 * that fails, stands in their output.
 */
export const quickOptions = <Options extends EmulatorOptions>(options: Options): Options => ({
  endDelayMs: 0,
  // oxlint-disable-next-line no-console -- where whoever runs the tests looks
  logger: { info: () => undefined, error: (line) => console.error(line) },
  ...options,
  flow: { prompts: [], promptDelayMs: 0, paceMs: 0, ...options.flow },
});
