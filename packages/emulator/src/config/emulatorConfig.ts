import type { EmulatorOptions } from "../options.js";

/** What a configuration file holds: the options of an emulator, but for those of the program that runs it. */
export interface EmulatorConfig extends Omit<
  EmulatorOptions,
  "clock" | "onRequest" | "logger" | "configFile"
> {
  /** As `data` of startEmulator; a relative path starts at the file. Read once. */
  readonly data?: string;
}

/** Gives the configuration that it gets, so that editors and TypeScript know its type. */
export const defineConfig = (config: EmulatorConfig): EmulatorConfig => config;
