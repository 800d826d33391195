import { parseArgs } from "node:util";
import { metrics, SpanStatusCode, trace } from "@opentelemetry/api";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { telemetry } from "amazon-connect-chatjs/telemetry";
import { WebSocket } from "ws";
import { createOpenTelemetrySink } from "./openTelemetrySink.mjs";

// Node 22 has one of its own.
globalThis.WebSocket ??= WebSocket;

const { values } = parseArgs({ options: { endpoint: { type: "string", default: "http://127.0.0.1:4510" } } });
const { endpoint } = values;

// In your page: the exporters of your provider.
const spans = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
const measured = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter: measured, exportIntervalMillis: 60_000 });
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));

const body = JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } });
const { data } = await (await fetch(`${endpoint}/start-chat`, { method: "POST", body })).json();
const session = createCustomerSession({
  chatDetails: data.startChatResult,
  endpoint,
  parts: [telemetry(createOpenTelemetrySink())],
});
const echoed = new Promise((resolve) =>
  session.onMessage(({ data }) => data.Content === "Hello" && resolve()),
);
const ended = new Promise((resolve) => session.onEnded(resolve));
await session.connect();
await session.sendMessage({ message: "Hello", contentType: "text/plain" });
await echoed;
await session.disconnectParticipant();
await ended;

for (const { name, attributes, status } of spans.getFinishedSpans())
  console.log(
    `span ${name} ${attributes["url.template"] ?? ""} ${status.code === SpanStatusCode.ERROR ? status.message : ""}`.trim(),
  );
await reader.forceFlush();
for (const { scopeMetrics } of measured.getMetrics())
  for (const { metrics: all } of scopeMetrics)
    for (const { descriptor, dataPoints } of all)
      console.log(`metric ${descriptor.name} ${dataPoints.length}`);
await reader.shutdown();
