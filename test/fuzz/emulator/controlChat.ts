import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ContactSummary } from "../../../packages/emulator/src/index.js";
import type { FuzzStage } from "./fuzzStage.js";

/** How long the control chat lasts. */
const durationMs = 604_800_000;

/** Plays on in the control chat: what its customer writes has to reach its agent. */
export async function checkControlChat(stage: FuzzStage, setAtMs: number): Promise<void> {
  const { emulator, clock, control: chat, operation, breach } = stage;
  const { control } = emulator;
  control.clearFaults();
  control.setThrottling("off");
  // What hangs goes on.
  clock.advance(0);
  const { contactId } = chat;
  let found: ContactSummary;
  try {
    found = control.getContact(contactId).contact;
  } catch {
    breach("the control chat is gone");
    return;
  }
  if (found.state !== "WITH_AGENT") {
    if (clock.nowMs() - setAtMs < durationMs) breach(`the control chat is ${found.state}`);
    return;
  }
  const [customer, agent] = found.participants;
  const tokenOf = (participantId = "") => {
    const { chatTokenTransport } = control.connectionToken({ contactId, participantId });
    stage.take(chat, chatTokenTransport.participantToken);
    return chatTokenTransport.participantToken;
  };
  const transport = control.agentTransport(agent?.agentId ?? "").webSocketTransport.url;
  const texts: string[] = [];
  const socket = emulator.openSocket(transport, stage.listeners(contactId, texts));
  clock.advance(0);
  socket.send('{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}');
  const sent = await operation("SendMessage", tokenOf(customer?.participantId), {
    ContentType: "text/plain",
    Content: "Still there?",
  });
  const typing = await operation("SendEvent", tokenOf(agent?.participantId), {
    ContentType: eventContentType("typing"),
  });
  clock.advance(0);
  if (!/^\{"Id":/.test(sent) || !/^\{"Id":/.test(typing)) breach("the control chat takes nothing");
  if (!texts.some((text) => text.includes("Still there?"))) breach("the control chat delivers nothing");
  const transcript = await operation("GetTranscript", tokenOf(customer?.participantId), { MaxResults: 100 });
  stage.checkIsolation("the control chat", transcript, [contactId]);
  if (!transcript.includes("Still there?")) breach("the control chat keeps nothing");
}
