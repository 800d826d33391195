import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";

const metric = {
  metricName: "SendMessage",
  unit: "Count",
  value: 1,
  timestamp: "2026-01-15T12:00:00.000Z",
  dimensions: [{ name: "Category", value: "API" }],
};
const batch = (...metricList: readonly object[]) => ({ metricNamespace: "chat-widget", metricList });

const put = ({ send }: Stage, body: unknown) =>
  send("/csm/put-metrics", {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const shown = async ({ send }: Stage) => (await send("/control/metrics")).json();

test("shows batches of metrics as they came, oldest first, with the time", async () => {
  const stage = createStage();
  const latency = { ...metric, unit: "Milliseconds", value: 12.5 };
  expect((await put(stage, batch(metric))).status).toBe(200);
  expect((await put(stage, batch(latency, metric))).status).toBe(200);
  const at = "2026-01-15T12:00:00.000Z";
  expect(await shown(stage)).toEqual({
    metrics: [
      { at, ...batch(metric) },
      { at, ...batch(latency, metric) },
    ],
  });
});

test("takes batches from pages of any origin", async () => {
  const stage = createStage();
  const preflight = await stage.send("/csm/put-metrics", { method: "OPTIONS" });
  expect(preflight.status).toBe(204);
  const { headers } = await put(stage, batch(metric));
  expect(headers.get("access-control-allow-origin")).toBe("*");
});

test.each([
  ["text that is no JSON", "{", "body"],
  ["a list", "[]", "body"],
  ["no metric", batch(), "metricList"],
  ["more than 30 metrics", batch(...Array.from({ length: 31 }, () => metric)), "metricList"],
  ["a metric without a name", batch({ ...metric, metricName: "" }), "metricName"],
  ["an unknown unit", batch({ ...metric, unit: "Seconds" }), "unit"],
  ["a value that is no number", batch({ ...metric, value: "1" }), "value"],
  ["a time that is none", batch({ ...metric, timestamp: "now" }), "timestamp"],
  ["a dimension without a value", batch({ ...metric, dimensions: [{ name: "Category" }] }), "dimensions"],
])("refuses %s, and names what is wrong", async (_what, body, member) => {
  const stage = createStage();
  const refused = await put(stage, body);
  expect(refused.status).toBe(400);
  expect(refused.headers.get("x-amzn-errortype")).toContain("ValidationException");
  expect(refused.headers.get("x-emu-detail")).toContain(member);
  expect(await shown(stage)).toEqual({ metrics: [] });
});

test("keeps the latest 100 batches", async () => {
  const stage = createStage();
  for (let value = 0; value < 101; value++) await put(stage, batch({ ...metric, value }));
  const { metrics } = await shown(stage);
  expect(metrics).toHaveLength(100);
  expect(metrics[0].metricList[0].value).toBe(1);
});
