import { startEmulator } from "amazon-connect-chat-emulator";
import type { EmulatorOptions, RequestFacts, RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll } from "vitest";
import type { ChatPage } from "./chatPlace.js";
import { openChatStage } from "./chatStage.js";
import type { ChatStage } from "./chatStage.js";
import { createSession, createStubManager } from "./sessionScripts.js";
import { startChat } from "./startChat.js";
import type { JoinedAgent, StartedChat } from "./startChat.js";

/** A browser and an emulator, for all tests of a file. */
export interface EmulatedStage {
  stage(): ChatStage;
  emulator(): RunningEmulator;
  /** What the emulator was asked for. Tests empty it. */
  readonly requests: RequestFacts[];
  /** Starts a chat, and creates the customer's session in a page. */
  createCustomer(page: ChatPage, key: string, args?: object): Promise<StartedChat>;
  /**
   * Starts a chat, invites an agent, and creates the agent's session in a page, on the stub manager "stub".
   * @param hasToken whether the page's `getConnectionToken` has a token, or rejects
   */
  createAgent(page: ChatPage, key: string, hasToken: boolean): Promise<JoinedAgent>;
}

/** Registers what opens and closes them. */
export function useEmulatedStage(flow: EmulatorOptions["flow"] = { prompts: [] }): EmulatedStage {
  let stage: ChatStage;
  let emulator: RunningEmulator;
  const requests: RequestFacts[] = [];
  beforeAll(async () => {
    stage = await openChatStage();
    emulator = await startEmulator({ flow, onRequest: (request) => requests.push(request) });
  });
  afterAll(async () => {
    await stage.close();
    await emulator.close();
  });

  return {
    stage: () => stage,
    emulator: () => emulator,
    requests,
    async createCustomer(page, key, args) {
      const chatDetails = await startChat(emulator.url);
      await page.run(createSession, {
        key,
        endpoint: emulator.url,
        args: { chatDetails, type: "CUSTOMER", ...args },
      });
      return chatDetails;
    },
    async createAgent(page, key, hasToken) {
      const { ContactId: contactId } = await startChat(emulator.url);
      const agent = emulator.control.inviteAgent({ contactId, displayName: "Robin", agentId: "robin" });
      const tokenUrl = `${emulator.url}/control/contacts/${contactId}/participants/${agent.participantId}/connection-token`;
      await page.run(createStubManager, "stub");
      await page.run(createSession, {
        key,
        endpoint: emulator.url,
        args: { chatDetails: agent, type: "AGENT" },
        manager: "stub",
        connectionTokenUrl: hasToken ? tokenUrl : "fails",
      });
      return agent;
    },
  };
}
