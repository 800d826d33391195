import { outbox } from "amazon-connect-chatjs/outbox";
import type { OutboxEntry } from "amazon-connect-chatjs/outbox";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { button, find, onSend, place, run, say, startChat, talk } from "./chat";

run(async () => {
  const session = createCustomerSession({
    ...place,
    chatDetails: await startChat(),
    // With `{ storage: sessionStorage }` and the same chat details, as of the page `resume`, it outlives a reload.
    parts: [outbox()],
  });

  function line(entry: OutboxEntry): HTMLElement {
    const item = document.createElement("li");
    const what = entry.kind === "message" ? entry.message : entry.kind;
    const text = document.createElement("span");
    text.textContent = `${what.length > 40 ? `${what.slice(0, 40)}…` : what} (${entry.state})`;
    item.append(text);
    if (entry.state === "failed") {
      text.title = entry.error.message;
      item.append(button("Retry", () => session.outbox.retry(entry.id)));
    }
    item.append(button("Discard", () => session.outbox.discard(entry.id)));
    return item;
  }

  session.outbox.onChange((entries) => {
    const unsent = entries.filter(({ state }) => state !== "sent");
    find("none").hidden = unsent.length > 0;
    find("unsent").replaceChildren(...unsent.map(line));
  });
  talk(session);
  // It answers at once; what becomes of the message is in the list.
  onSend((message) => {
    session.outbox.sendMessage({ contentType: "text/plain", message });
  });
  await session.connect();
  say("");
});
