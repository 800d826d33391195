import type { EmulatorOptions } from "../options.js";

/** What a configuration file holds: the options of an emulator, but for those of the program that runs it. */
export type EmulatorConfig = Omit<EmulatorOptions, "clock" | "onRequest" | "logger" | "configFile">;

/** Gives the configuration that it gets, so that editors and TypeScript know its type. */
export const defineConfig = (config: EmulatorConfig): EmulatorConfig => config;
