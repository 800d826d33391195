import { interactive } from "amazon-connect-chatjs/interactive";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { choicesOf, wordsOf } from "./answers";
import { place, run, say, show, startChat, talk } from "./chat";

const CONTENT_TYPES = [
  "text/plain",
  "application/vnd.amazonaws.connect.message.interactive",
  "application/vnd.amazonaws.connect.message.interactive.response",
];

run(async () => {
  const session = createCustomerSession({
    ...place,
    chatDetails: await startChat("tour", CONTENT_TYPES),
    parts: [interactive],
  });
  talk(session);
  session.onMessage(async ({ data }) => {
    if (data.Type !== "MESSAGE") return;
    const message = session.interactive.read(data);
    if (!message) {
      show({ ...data, Content: wordsOf(data) });
      return;
    }
    const row = show({ ...data, Content: "title" in message ? message.title : "Please choose" });
    // When the chat is over by then, the service no longer says what a view is.
    row.append(...(await choicesOf(message).catch(() => [])));
    row.scrollIntoView({ block: "nearest" });
  });
  await session.connect();
  say("");
});
