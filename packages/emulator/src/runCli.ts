import { resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { defineCommand, renderUsage } from "citty";
import { isLoopbackName } from "./access/originName.js";
import { UsageError, cliFlags, readCliArguments } from "./cliArguments.js";
import type { CliRequest } from "./cliArguments.js";
import { createCliLog } from "./cliLog.js";
import { findConfig, readConfig } from "./config/readConfig.js";
import { watchConfig } from "./config/watchConfig.js";
import type { EmulatorLogger } from "./options.js";
import { startEmulator } from "./startEmulator.js";
import type { RunningEmulator } from "./startEmulator.js";

/** What the command needs of the terminal. */
export interface CliTerminal {
  out(line: string): void;
  err(line: string): void;
  /** Where a configuration file is looked for. */
  readonly directory: string;
  readonly hasColours: boolean;
  /** Settles when the user wants it to stop. */
  untilStopped(): Promise<unknown>;
}

const command = defineCommand({
  meta: {
    name: "amazon-connect-chat-emulator",
    description: "Amazon Connect chat on localhost, for development and tests",
  },
  args: cliFlags,
});

const isLoopback = (host: string) => isLoopbackName(host === "::1" ? "[::1]" : host);

function announce(
  { url, ccpUrl, consoleUrl }: RunningEmulator,
  {
    host,
    data,
    configFile,
  }: { readonly host: string; readonly data?: string | undefined; readonly configFile: string | undefined },
  { out, err }: CliTerminal,
): void {
  out(`Amazon Connect chat emulator: ${url}`);
  out(`  start a chat   POST ${url}/start-chat`);
  out(`  endpoint       ${url}`);
  if (ccpUrl !== undefined) out(`  CCP            ${ccpUrl}`);
  if (consoleUrl !== undefined) out(`  console        ${consoleUrl}`);
  out(`  control        ${url}/control/contacts`);
  if (data !== undefined) out(`  chats kept in  ${data}`);
  if (configFile !== undefined) out(`  configuration  ${configFile}, read again when it changes`);
  if (!isLoopback(host))
    err(
      `It listens on ${host}: other machines can start, read and end chats. Leave --host out to keep them out.`,
    );
  out("Stop it with Ctrl-C.");
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : "the reason is unknown");

/** Keeps the emulator with its configuration file; returns what ends that. */
function follow(file: string, emulator: RunningEmulator, { info, error }: EmulatorLogger): () => void {
  return watchConfig(file, {
    onConfig(config) {
      emulator.reconfigure(config);
      info(`${file} was read again; new chats go by it`);
    },
    onError: (failure) => error(`${messageOf(failure)}\nthe configuration before it stays in force`),
  });
}

async function run(
  {
    config: given,
    port,
    host,
    ccpPort,
    allowedOrigins,
    data: wanted,
    seed,
    profiles,
    json,
  }: Extract<CliRequest, { type: "start" }>,
  terminal: CliTerminal,
): Promise<void> {
  const { out, err, directory, hasColours } = terminal;
  const configFile = given === undefined ? findConfig(directory) : resolve(directory, given);
  const config = configFile === undefined ? {} : await readConfig(configFile);
  const data = wanted === undefined ? config.data : resolve(directory, wanted);
  const logger = createCliLog({
    form: json ? "json" : "pretty",
    hasColours: hasColours && !json,
    now: () => new Date(),
    // For programs, standard output is the one line of addresses.
    write: json ? err : out,
  });
  const emulator = await startEmulator({
    ...config,
    port,
    host,
    ...(ccpPort !== undefined && { ccpPort }),
    ...(data !== undefined && { data }),
    ...(seed !== undefined && { seed }),
    profiles: [...(config.profiles ?? []), ...profiles],
    allowedOrigins: [...(config.allowedOrigins ?? []), ...allowedOrigins],
    ...(configFile !== undefined && { configFile }),
    logger,
  });
  // Before anybody can know that it runs: who reads the line may stop it at once.
  const stopped = terminal.untilStopped();
  const { url, ccpUrl, consoleUrl } = emulator;
  if (json) out(JSON.stringify({ url, port: emulator.port, ccpUrl, consoleUrl, loopback: isLoopback(host) }));
  else announce(emulator, { host, data, configFile }, terminal);
  const stopFollowing = configFile === undefined ? undefined : follow(configFile, emulator, logger);
  await stopped;
  stopFollowing?.();
  await emulator.close();
}

async function usage({ hasColours }: CliTerminal): Promise<string> {
  const text = await renderUsage(command);
  return hasColours ? text : stripVTControlCharacters(text).replace(/[ \t]+$/gm, "");
}

/** Runs the command; resolves with its exit status: 0, 1 when it cannot start, 2 for a wrong command line. */
export async function runCli(rawArguments: readonly string[], terminal: CliTerminal): Promise<number> {
  try {
    const request = readCliArguments(rawArguments);
    if (request.type === "help") terminal.out(await usage(terminal));
    else await run(request, terminal);
    return 0;
  } catch (error) {
    const message = messageOf(error);
    if (error instanceof UsageError) {
      terminal.err(`unable to read the command line; ${message}. See --help`);
      return 2;
    }
    terminal.err(message);
    return 1;
  }
}
