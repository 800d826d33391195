import { defineCommand, renderUsage } from "citty";
import { UsageError, cliFlags, readCliArguments } from "./cliArguments.js";
import type { CliRequest } from "./cliArguments.js";
import { startEmulator } from "./startEmulator.js";
import type { RunningEmulator } from "./startEmulator.js";

/** What the command needs of the terminal. */
export interface CliTerminal {
  out(line: string): void;
  err(line: string): void;
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

const isLoopback = (host: string) => host === "localhost" || host === "::1" || host.startsWith("127.");

function announce({ url, ccpUrl }: RunningEmulator, host: string, { out, err }: CliTerminal): void {
  out(`Amazon Connect chat emulator: ${url}`);
  out(`  start a chat   POST ${url}/start-chat`);
  out(`  endpoint       ${url}`);
  if (ccpUrl !== undefined) out(`  CCP            ${ccpUrl}`);
  out(`  control        ${url}/control/contacts`);
  if (!isLoopback(host))
    err(
      `It listens on ${host}: other machines can start, read and end chats. Leave --host out to keep them out.`,
    );
  out("Stop it with Ctrl-C.");
}

async function run(
  { port, host, ccpPort, seed, json }: Extract<CliRequest, { type: "start" }>,
  terminal: CliTerminal,
): Promise<void> {
  const { out, err } = terminal;
  // For programs, standard output is the one line of addresses.
  const write = json ? err : out;
  const emulator = await startEmulator({
    port,
    host,
    ...(ccpPort !== undefined && { ccpPort }),
    ...(seed !== undefined && { seed }),
    logger: { info: write, error: err },
  });
  const { url, ccpUrl } = emulator;
  if (json) out(JSON.stringify({ url, port: emulator.port, ccpUrl, loopback: isLoopback(host) }));
  else announce(emulator, host, terminal);
  await terminal.untilStopped();
  await emulator.close();
}

/** Runs the command; resolves with its exit status: 0, 1 when it cannot start, 2 for a wrong command line. */
export async function runCli(rawArguments: readonly string[], terminal: CliTerminal): Promise<number> {
  try {
    const request = readCliArguments(rawArguments);
    if (request.type === "help") terminal.out(await renderUsage(command));
    else await run(request, terminal);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : "the reason is unknown";
    if (error instanceof UsageError) {
      terminal.err(`unable to read the command line; ${message}. See --help`);
      return 2;
    }
    terminal.err(message);
    return 1;
  }
}
