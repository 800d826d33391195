import { createCustomerSession } from "amazon-connect-chatjs/session";
import { telemetry } from "amazon-connect-chatjs/telemetry";
import type { TelemetryRecord, TelemetrySink } from "amazon-connect-chatjs/telemetry";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };

const records: TelemetryRecord[] = [];
const sink: TelemetrySink = (record) => records.push(record);
const session = createCustomerSession({ chatDetails, parts: [telemetry(sink)] });
void session.connect();
export const lengthOf = (record: TelemetryRecord): number =>
  record.kind === "span" ? record.durationMs : record.value;
// @ts-expect-error counts have none
export const length = (record: TelemetryRecord): number => record.durationMs;
// @ts-expect-error no such name
export const isOf = (record: TelemetryRecord): boolean => record.name === "chat.unknown";
// @ts-expect-error a function
telemetry({ export: () => undefined });
