/**
 * Metrics and traces of sessions, for a sink of the page's; see [the guide](../../../docs/guides/telemetry.md).
 * @module amazon-connect-chatjs/telemetry
 */
export { telemetry } from "./parts/telemetry/telemetry.js";
export type {
  CountName,
  SpanName,
  TelemetryAttributes,
  TelemetryCommon,
  TelemetryCount,
  TelemetryRecord,
  TelemetrySink,
  TelemetrySpan,
} from "./parts/telemetry/telemetryRecord.js";
export type { SessionPart } from "./session/parts.js";
