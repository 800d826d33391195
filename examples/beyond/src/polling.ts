import { polling } from "amazon-connect-chatjs/polling";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { find, place, run, say, startChat, talk } from "./chat";

run(async () => {
  const session = createCustomerSession({
    ...place,
    chatDetails: await startChat(),
    // Eight seconds unless given.
    parts: [polling({ afterMs: 2_000 })],
  });
  const tell = (isPolling: boolean) => {
    find("way").textContent = isPolling ? "requests, every few seconds" : "the WebSocket";
  };
  session.polling.onChange(tell);
  talk(session);
  await session.connect();
  tell(session.polling.isPolling);
  say("");
});
