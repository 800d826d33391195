import { reading } from "amazon-connect-chatjs/reading";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { button, find, log, onSend, place, run, say, show, startChat } from "./chat";

run(async () => {
  const session = createCustomerSession({
    ...place,
    chatDetails: await startChat("reading"),
    parts: [reading],
  });
  session.onMessage(({ data }) => {
    // Each row has the attribute data-message-id. The list stays where it is: what comes is below.
    if (data.Type === "MESSAGE") show(data, { follow: data.ParticipantRole === "CUSTOMER" });
  });
  session.onUnreadChange(({ count }) => {
    find("unread").textContent = String(count);
    document.title = count > 0 ? `(${count}) Reading` : "Reading";
  });
  session.autoReadReceipts(log);
  find("tools").append(button("Mark all as read", () => session.markAllRead()));
  onSend((message) => session.sendMessage({ contentType: "text/plain", message }));
  await session.connect();
  say("");
});
