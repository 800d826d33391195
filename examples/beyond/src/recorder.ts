import { recorder } from "amazon-connect-chatjs/recorder";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { button, download, find, place, run, say, startChat, talk } from "./chat";

run(async () => {
  const session = createCustomerSession({
    ...place,
    chatDetails: await startChat(),
    // What people write is left out unless `includeText` is set, tokens always.
    parts: [recorder({ maxEntries: 2_000 })],
  });
  const save = button("Save the recording", () => {
    const recording = session.exportDiagnostics();
    download("recording.json", JSON.stringify(recording, undefined, 2), "application/json");
    find("recorded").textContent =
      `Saved: ${recording.entries.length} requests, frames, events and the like.`;
  });
  find("tools").append(save);
  talk(session);
  await session.connect();
  say("");
});
