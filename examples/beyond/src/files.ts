import { downscale, files } from "amazon-connect-chatjs/files";
import type { FileState } from "amazon-connect-chatjs/files";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { button, find, place, run, say, show, startChat, talk } from "./chat";

const WORDS: Readonly<Partial<Record<FileState["name"], string>>> = {
  preparing: "is made ready",
  waiting: "waits for the network",
  scanning: "is scanned",
  approved: "is in the chat",
  rejected: "was rejected by the scanner",
  undecided: "is still being scanned",
};

function wordsFor(state: FileState): string {
  if (state.name === "failed") return state.problems[0]?.message ?? state.error.message;
  if (state.name === "uploading")
    return `${Math.round((100 * state.loadedBytes) / Math.max(state.totalBytes, 1))} % sent`;
  return WORDS[state.name] ?? state.name;
}

run(async () => {
  const session = createCustomerSession({
    ...place,
    chatDetails: await startChat(),
    // What this page takes is less than the service would.
    parts: [files({ maxBytes: 5_000_000 })],
  });
  const prepare = downscale({ maxWidth: 1_600, maxHeight: 1_600 });
  const input = find("file") as HTMLInputElement;
  input.accept = session.files.accept;
  input.onchange = () => {
    for (const file of input.files ?? []) {
      const stopping = new AbortController();
      const transfer = session.files.send(file, { prepare, signal: stopping.signal });
      const item = document.createElement("li");
      const words = document.createElement("span");
      const stop = button("Stop", () => stopping.abort());
      const tell = (state: FileState) => {
        words.textContent = `${file.name} ${wordsFor(state)}`;
        stop.hidden = !["preparing", "waiting", "uploading"].includes(state.name);
      };
      item.append(words, stop);
      find("transfers").append(item);
      tell(transfer.state);
      transfer.onChange(tell);
    }
    input.value = "";
  };
  talk(session);
  session.onMessage(({ data }) => {
    const names = data.Attachments?.map(({ AttachmentName }) => AttachmentName).join(", ");
    if (names) show({ ...data, Content: names });
  });
  await session.connect();
  say("");
});
