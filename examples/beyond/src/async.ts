import { asyncSession } from "amazon-connect-chatjs/async";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { button, find, onSend, place, run, say, show, startChat } from "./chat";

run(async () => {
  const session = createCustomerSession({
    ...place,
    chatDetails: await startChat("support-bot"),
    parts: [asyncSession],
  });
  // From here on nothing is lost, however late the loops begin.
  const events = session.events({ types: ["INCOMING_MESSAGE", "CHAT_ENDED"] });
  const answers = session.streamedText();

  async function listen() {
    for await (const event of events) {
      if (event.type === "CHAT_ENDED") say("The chat is over");
      else if (event.data.Type === "MESSAGE" && event.data.ParticipantRole !== "SYSTEM") show(event.data);
    }
  }
  async function writeOut() {
    for await (const { item, deltas } of answers) {
      for await (const { text } of deltas) show({ ...item, Content: text });
    }
  }
  async function leave() {
    await session.close();
    say("This page has left; the chat goes on without it");
  }
  await session.connect({ signal: AbortSignal.timeout(10_000) });
  say("");
  onSend((message) => session.sendMessage({ contentType: "text/plain", message }));
  find("tools").append(button("Leave", leave));
  await Promise.all([listen(), writeOut()]);
});
