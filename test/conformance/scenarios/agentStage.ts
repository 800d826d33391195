import { CHAT } from "../../support/chatItems.js";
import type { Stage } from "../world/stage.js";

export const section = "Connecting: agents";
export const text = { message: "hello", contentType: "text/plain", clientToken: "mine" };

export const transport = {
  chatTokenTransport: { participantToken: "ct.page", expiry: "2031-02-04T04:00:00Z" },
};

export type GetToken = unknown;
export const working = () => Promise.resolve(transport);

/** An agent's session on a manager of the page. */
export const createAgent = (
  stage: Stage,
  getConnectionToken: GetToken = working,
  options: { readonly without?: readonly string[] } = {},
) => {
  const fake = stage.createManager(options);
  const client = stage.create({
    type: "AGENT",
    chatDetails: { ...CHAT, getConnectionToken },
    websocketManager: fake.manager,
  });
  return { ...client, fake };
};

/** An agent's session that is connected; the trace begins after that. */
export const connectedAgent = async (stage: Stage) => {
  const agent = createAgent(stage);
  await agent.call("connect");
  agent.fake.tell("onConnectionGain");
  await stage.clock.advance(5_000);
  stage.begin();
  return agent;
};

export const connectAndSend = async (stage: Stage, agent: ReturnType<typeof createAgent>) => {
  await agent.call("connect", { metadata: "mine" });
  await stage.clock.advance(5_000);
  await agent.call("sendMessage", text);
};
