import type { FlowOptions } from "../options.js";
import type { FlowHost, RunFlow } from "./flowHost.js";

/** Says the prompts one after the other, then queues the contact. */
export function createDefaultFlow({ prompts, promptDelayMs }: FlowOptions): RunFlow {
  const step = (host: FlowHost, index: number) => {
    const prompt = prompts[index];
    if (prompt === undefined) {
      host.queue();
      return;
    }
    host.setTimer(promptDelayMs, () => {
      host.say(prompt);
      step(host, index + 1);
    });
  };
  return (host) => step(host, 0);
}
