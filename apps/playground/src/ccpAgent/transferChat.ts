import { callStreams } from "./callStreams.js";
import { chooseColleague } from "./chooseColleague.js";

/** Lets the agent choose a colleague, and hands the chat on. Resolves with whether it was. */
export async function transferChat(contact: connect.Contact, customerName: string): Promise<boolean> {
  const agent = new connect.Agent();
  const { endpoints } = await callStreams<connect.GetEndpointsResult>("look for colleagues", (callbacks) =>
    agent.getEndpoints(agent.getAllQueueARNs(), callbacks),
  );
  const colleagues = endpoints.filter(({ type }) => type === connect.EndpointType.AGENT);
  const colleague = await chooseColleague(customerName, colleagues);
  if (!colleague) return false;
  await callStreams("transfer the chat", (callbacks) => contact.addConnection(colleague, callbacks));
  return true;
}
