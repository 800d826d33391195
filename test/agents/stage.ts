import { startEmulator } from "amazon-connect-chat-emulator";
import type { EmulatorOptions, RunningEmulator } from "amazon-connect-chat-emulator";
import { expect } from "vitest";
import { startCustomer } from "./customer.js";
import type { Customer } from "./customer.js";
import { waitUntil } from "../support/waitUntil.js";
import { openDesk } from "./desk.js";
import type { Desk, DeskPlace } from "./desk.js";
import type { Build } from "./desktopServer.js";
import type { SessionSource } from "./deskScripts.js";

/** An emulator, and desks of one build on it. */
export interface AgentStage {
  readonly build: Build;
  readonly emulator: RunningEmulator;
  openDesk(agent?: string, source?: SessionSource): Promise<Desk>;
  customer(): Promise<Customer>;
  /** Waits until what is said reaches the agent's sockets. 5.0.0 says before that that it is connected, and does not hear what it misses. */
  subscribed(agent?: string): Promise<void>;
}

/** Plays a scenario on a stage of its own; fails when an error went uncaught in a page. */
export async function onStage(
  place: DeskPlace,
  build: Build,
  play: (stage: AgentStage) => Promise<void>,
): Promise<void> {
  const options: EmulatorOptions = { flow: { prompts: [] }, endDelayMs: 0, ccp: { socketRetryMs: 50 } };
  const emulator = await startEmulator({ ...options, ccpPort: 0 });
  const desks: Desk[] = [];
  const subscribed = (agent = "Robin") =>
    waitUntil(() => {
      const own = emulator.control.listSockets().filter(({ agentId }) => agentId === agent.toLowerCase());
      expect(own).not.toEqual([]);
      for (const { topics } of own) expect(topics).toContain("aws/chat");
    });
  try {
    await play({
      build,
      emulator,
      async openDesk(agent = "Robin", source = "media") {
        const ccpUrl = `${emulator.ccpUrl}?agent=${agent}`;
        const desk = await openDesk(place, build, { ccpUrl, endpoint: emulator.url, source });
        desks.push(desk);
        await desk.wait("", "agent");
        return {
          ...desk,
          async accept(contactId) {
            await desk.accept(contactId);
            await subscribed(agent);
          },
        };
      },
      customer: () => startCustomer(emulator),
      subscribed,
    });
    expect(desks.flatMap(({ complaints }) => complaints)).toEqual([]);
  } finally {
    await Promise.all(desks.map((desk) => desk.close()));
    await emulator.close();
  }
}
