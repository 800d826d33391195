import { createCustomerSession } from "amazon-connect-chatjs/session";
import { telemetry } from "amazon-connect-chatjs/telemetry";
import type { TelemetrySink } from "amazon-connect-chatjs/telemetry";
import { button, find, place, run, say, startChat, talk } from "./chat";

/** To the console, and into the table of this page. In its place: your analytics, or ../opentelemetry. */
const sink: TelemetrySink = (record) => {
  console.debug(record.name, record);
  const row = document.createElement("tr");
  const outcome = record.kind === "count" ? `+${record.value}` : `${Math.round(record.durationMs)} ms`;
  const failure = record.kind === "span" ? record.errorCode : undefined;
  for (const text of [record.name, failure ? `${outcome}, ${failure}` : outcome]) {
    const cell = document.createElement("td");
    cell.textContent = text;
    row.append(cell);
  }
  find("records").prepend(row);
};

run(async () => {
  const session = createCustomerSession({
    ...place,
    chatDetails: await startChat(),
    parts: [telemetry(sink)],
  });
  talk(session);
  find("tools").append(button("End chat", () => session.disconnectParticipant()));
  await session.connect();
  say("");
});
