import { forgetSession, keepSession, resumable, resumeSession } from "amazon-connect-chatjs/resume";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import type { ChatDetailsInput } from "amazon-connect-chatjs/session";
import { button, find, place, run, say, show, startChat, talk } from "./chat";

run(async () => {
  const storage = () => sessionStorage;
  const create = (chatDetails: ChatDetailsInput) => {
    const session = createCustomerSession({ ...place, chatDetails, parts: [resumable] });
    talk(session);
    return session;
  };
  async function start() {
    const started = create(await startChat());
    keepSession(started, storage);
    await started.connect();
    return started;
  }

  const resumed = await resumeSession(storage, create);
  const session = resumed ?? (await start());
  say(resumed ? "You are back in your chat" : "This is a new chat");
  const forget = button("Forget the chat", async () => {
    await forgetSession(session);
    say("The chat goes on until you leave this page");
  });
  find("tools").append(
    forget,
    button("End chat", () => session.disconnectParticipant()),
  );

  const { data } = await session.getTranscript({ maxResults: 100 });
  for (const item of data.Transcript ?? []) if (item.Type === "MESSAGE") show(item);
});
