import { ControlError, createControlClient as createClient } from "amazon-connect-chat-emulator/client";
import type { ControlClient } from "amazon-connect-chat-emulator/client";

export type { ControlClient };

type Verb = Exclude<keyof ControlClient, "ccp">;

/** What a person wants who uses a verb, where its name does not say it. */
const WORDS: Partial<Record<Verb, string>> = {
  clearFault: "switch the fault off",
  clearFaults: "heal everything",
  clearProfile: "switch the profile off",
  dropSockets: "cut the connections",
  end: "end the chat",
  expireTokens: "expire the tokens",
  inviteAgent: "bring the agent in",
  leave: "leave the chat",
  say: "send the message",
  startScenario: "play the scenario",
};

/** The typed client of the emulator at `baseUrl`; when that is away, its errors name what was wanted. All of them are for people. */
export function createControlClient(baseUrl: string): ControlClient {
  const client = createClient(baseUrl, { timeoutMs: 60_000 });
  const inWords = (verb: Verb, error: unknown): never => {
    if (!(error instanceof ControlError && error.code === "Unreachable")) throw error;
    const wanted = WORDS[verb] ?? "reach the emulator";
    throw new Error(`unable to ${wanted}; the emulator does not answer. Is it still running?`, {
      cause: error,
    });
  };
  const verbs = Object.entries(client).map(([name, verb]: [string, unknown]): [string, unknown] => [
    name,
    typeof verb !== "function"
      ? verb
      : (...args: never[]) =>
          (verb as (...given: never[]) => Promise<unknown>)(...args).catch((error: unknown) =>
            inWords(name as Verb, error),
          ),
  ]);
  return Object.fromEntries(verbs) as unknown as ControlClient;
}
