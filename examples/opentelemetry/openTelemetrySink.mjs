import { metrics, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

/**
 * A sink for `telemetry` that makes OpenTelemetry's spans, durations and counts of what it gets.
 * @param {string} name of tracer and meter
 * @returns {import("amazon-connect-chatjs/telemetry").TelemetrySink}
 */
export function createOpenTelemetrySink(name = "amazon-connect-chatjs") {
  const tracer = trace.getTracer(name);
  const meter = metrics.getMeter(name);
  const counters = new Map();
  const durations = new Map();
  const take = (instruments, key, create) => {
    if (!instruments.has(key)) instruments.set(key, create());
    return instruments.get(key);
  };
  /** A metric for each contact would be too many. */
  const withoutContact = (attributes) =>
    Object.fromEntries(Object.entries(attributes).filter(([name]) => !/contact_id$|request_id$/.test(name)));

  return (record) => {
    const { name, startMs, attributes } = record;
    if (record.kind === "count") {
      take(counters, name, () => meter.createCounter(name)).add(record.value, withoutContact(attributes));
      return;
    }
    const { durationMs, errorCode } = record;
    const kind =
      "http.request.method" in attributes || "rpc.system" in attributes ? SpanKind.CLIENT : SpanKind.INTERNAL;
    const span = tracer.startSpan(name, { startTime: startMs, kind, attributes });
    if (errorCode !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: errorCode });
    span.end(startMs + durationMs);
    if (name.startsWith("chat."))
      take(durations, name, () => meter.createHistogram(`${name}.duration`, { unit: "s" })).record(
        durationMs / 1_000,
        withoutContact(attributes),
      );
  };
}
