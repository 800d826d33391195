import { keepSession, resumable, resumeSession } from "amazon-connect-chatjs/resume";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import type { ChatDetailsInput } from "amazon-connect-chatjs/session";
import { tabs } from "amazon-connect-chatjs/tabs";
import type { TabsState } from "amazon-connect-chatjs/tabs";
import { button, find, place, run, say, show, startChat, talk } from "./chat";

run(async () => {
  // All tabs of this browser get into one chat.
  const storage = () => localStorage;
  const create = (chatDetails: ChatDetailsInput) => {
    const session = createCustomerSession({ ...place, chatDetails, parts: [resumable, tabs()] });
    const tell = ({ isLeader, count }: TabsState) => {
      find("role").textContent = isLeader ? "has the socket" : "listens to the tab with the socket";
      find("count").textContent = String(count);
    };
    session.tabs.onChange(tell);
    talk(session);
    return session;
  };
  async function start() {
    const started = create(await startChat());
    keepSession(started, storage, { key: "tabs" });
    await started.connect();
    return started;
  }

  // Tabs that open together must not start a chat each.
  const session = await navigator.locks.request(
    "start-chat",
    async () => (await resumeSession(storage, create, { key: "tabs" })) ?? (await start()),
  );
  say("");
  find("tools").append(button("End chat", () => session.disconnectParticipant()));

  const { data } = await session.getTranscript({ maxResults: 100 });
  for (const item of data.Transcript ?? []) if (item.Type === "MESSAGE") show(item);
});
