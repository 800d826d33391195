import { history } from "amazon-connect-chatjs/history";
import type { TranscriptFormat, TranscriptItem } from "amazon-connect-chatjs/history";
import { keepSession, resumable, resumeSession } from "amazon-connect-chatjs/resume";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import type { ChatDetailsInput } from "amazon-connect-chatjs/session";
import { button, download, find, onSend, place, run, say, show, startChat } from "./chat";

const MEDIA_TYPES: Readonly<Record<TranscriptFormat, string>> = {
  text: "text/plain",
  json: "application/json",
  html: "text/html",
};

/** A message that the service has; the text of one that failed comes back into the field. */
const isSaid = ({ Type, MessageMetadata }: TranscriptItem) =>
  Type === "MESSAGE" && !["SENDING", "FAILED"].includes(MessageMetadata?.Status ?? "");

run(async () => {
  const storage = () => sessionStorage;
  const create = (chatDetails: ChatDetailsInput) =>
    createCustomerSession({ ...place, chatDetails, parts: [history, resumable] });
  async function start() {
    const started = create(await startChat("history"));
    keepSession(started, storage, { key: "history" });
    await started.connect();
    return started;
  }
  const session = (await resumeSession(storage, create, { key: "history" })) ?? (await start());
  const { transcript } = session;

  const older = button("Load older messages", () => transcript.loadOlder({ maxResults: 20 }));
  const query = find("query") as HTMLInputElement;
  function draw() {
    const found = new Set(transcript.search(query.value));
    for (const item of transcript.items.filter(isSaid))
      show(item).hidden = query.value !== "" && !found.has(item);
    older.hidden = !transcript.hasOlder;
    say(query.value === "" ? `${transcript.items.length} items are here` : `${found.size} found`);
  }
  transcript.onChange(draw);
  // What is not here is not found: all of it first.
  query.oninput = () => transcript.loadAll().then(draw, () => say("Not all could be read. Please try again"));
  find("tools").append(older);
  for (const format of ["text", "json", "html"] as const)
    find("tools").append(
      button(`Save as ${format}`, () =>
        download(`chat.${format}`, transcript.export(format), MEDIA_TYPES[format]),
      ),
    );
  onSend((message) => session.sendMessage({ contentType: "text/plain", message }));
  draw();
});
