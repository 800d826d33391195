import { CHAT, chatItem } from "../../support/chatItems.js";
import type { Client, Stage } from "../world/stage.js";

/** Connects a session in each of two chats, named "one" and "two"; the trace begins after that. */
export async function connectTwoChats({
  create,
  begin,
}: Stage): Promise<readonly [one: Client, two: Client]> {
  const one = create({}, { name: "one" });
  const chatDetails = { ...CHAT, contactId: "contact-2", participantId: "participant-9" };
  const two = create({ chatDetails }, { name: "two" });
  await one.call("connect");
  await two.call("connect");
  begin();
  return [one, two];
}

/** A message in the second chat. */
export const forTwo = chatItem("for two", { ContactId: "contact-2", InitialContactId: "contact-2" });
