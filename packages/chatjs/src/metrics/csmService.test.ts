import { describe, expect, it, vi } from "vitest";
import { createFakeCsm } from "../../test/fakeCsm.js";
import { createFakePlatform } from "../../test/fakePlatform.js";
import type { FakeAnswer } from "../../test/fakePlatform.js";
import type { Logger } from "../config/logger.js";
import { createCsmService } from "./csmService.js";
import type { CsmService } from "./csmService.js";

const ENDPOINT = "https://metrics.example/put-metrics";
const throwing = function () {
  throw new Error("secret");
};
const extra = [{ name: "ContentType", value: "text/plain" }];

function create() {
  const platform = createFakePlatform();
  const error = vi.fn();
  const service = createCsmService(platform, { error } as unknown as Logger);
  return { platform, error, service };
}
function createWithCsm() {
  const made = { ...create(), ...createFakeCsm() };
  made.platform.globals["csm"] = made.csm;
  return made;
}
function createWithEndpoint(answer: () => FakeAnswer | Promise<FakeAnswer> = () => ({})) {
  const made = create();
  made.platform.onFetch = answer;
  made.service.updateCsmConfig({ endpoint: ENDPOINT });
  const batches = () =>
    made.platform.requests.map(
      ({ body }) =>
        JSON.parse(body ?? "") as {
          metricNamespace: string;
          metricList: { metricName: string; value: number }[];
        },
    );
  const add = (times: number) => {
    for (let nth = 0; nth < times; nth++) made.service.addCountMetric(`metric-${nth}`, "UI");
  };
  return { ...made, batches, add };
}

const cases: readonly [what: string, add: (service: CsmService) => void, metrics: readonly string[]][] = [
  [
    "a latency: WidgetType, Metric, Category, the page's own",
    (service) => service.addLatencyMetric("Open", 12, "UI", extra),
    ["Open Milliseconds 12 WidgetType=CustomChatWidget Metric=Latency Category=UI ContentType=text/plain"],
  ],
  [
    "a latency since a time",
    (service) => service.addLatencyMetricWithStartTime("Open", Date.UTC(2026, 0, 1) - 40, "UI"),
    ["Open Milliseconds 40 WidgetType=CustomChatWidget Metric=Latency Category=UI"],
  ],
  [
    "no latency below zero, whatever became of the clock",
    (service) => service.addLatencyMetricWithStartTime("Open", Date.UTC(2027, 0, 1), "UI"),
    ["Open Milliseconds 0 WidgetType=CustomChatWidget Metric=Latency Category=UI"],
  ],
  [
    "a success: WidgetType, Category, the page's own, Metric",
    (service) => service.addCountAndErrorMetric("Send", "API", false, extra),
    [
      "Send Count 1 WidgetType=CustomChatWidget Category=API ContentType=text/plain Metric=Count",
      "Send Count 0 WidgetType=CustomChatWidget Category=API ContentType=text/plain Metric=Error",
    ],
  ],
  [
    "an error",
    (service) => service.addCountAndErrorMetric("Send", "API", true),
    [
      "Send Count 1 WidgetType=CustomChatWidget Category=API Metric=Count",
      "Send Count 1 WidgetType=CustomChatWidget Category=API Metric=Error",
    ],
  ],
  [
    "a count: WidgetType, Category, Metric, the page's own",
    (service) => service.addCountMetric("Click", "UI", extra),
    ["Click Count 1 WidgetType=CustomChatWidget Category=UI Metric=Count ContentType=text/plain"],
  ],
  [
    "what a page names as widgetType",
    (service) => {
      service.updateCsmConfig({ widgetType: "Mine" });
      service.addCountMetric("Click", "UI");
    },
    ["Click Count 1 WidgetType=Mine Category=UI Metric=Count"],
  ],
];

describe("with a csm of the page", () => {
  it.each(cases)("adds %s (CP-75)", (_what, add, metrics) => {
    const { service, ...page } = createWithCsm();
    add(service);
    expect(page.metrics).toEqual(metrics);
    expect(page.platform.requests).toEqual([]);
  });

  it("hands over a metric that the page made, and dimensions one by one", () => {
    const { csm, service, metrics } = createWithCsm();
    const { Metric } = csm as { Metric: new (...args: unknown[]) => never };
    const metric = new Metric("Own", "Count", 7);
    service.setDimensions(metric, [...service.getDefaultDimensions(), ...extra]);
    service.addMetric(metric);
    expect(metrics).toEqual(["Own Count 7 WidgetType=CustomChatWidget ContentType=text/plain"]);
  });

  it("counts without dimensions by addCount, and leaves it where there is none", () => {
    const { csm, service, counts, error } = createWithCsm();
    service.addAgentCountMetric("AGENT", 1);
    expect(counts).toEqual(["AGENT 1"]);
    delete (csm as { API: { addCount?: unknown } }).API.addCount;
    service.addAgentCountMetric("AGENT", 1);
    expect(error).not.toHaveBeenCalled();
  });

  it("prefers it to an endpoint", async () => {
    const { platform, service, metrics } = createWithCsm();
    service.updateCsmConfig({ endpoint: ENDPOINT });
    service.addCountMetric("Click", "UI");
    await platform.advance(60_000);
    expect(metrics).toHaveLength(1);
    expect(platform.requests).toEqual([]);
  });

  it.each([
    ["a Metric that throws", { API: {}, Metric: throwing }],
    ["no Metric", { API: {} }],
    ["no API", {}],
    ["another type", 7],
  ])("never throws, and says once what kind of error it met: %s (CP-75)", (_what, csm) => {
    const { platform, service, error } = create();
    platform.globals["csm"] = csm;
    service.addCountMetric("Click", "UI");
    expect(error).toHaveBeenCalledTimes(1);
    expect(error).toHaveBeenCalledWith("could not add a metric", expect.stringMatching(/Error$/));
    service.addLatencyMetric("Open", 1, "UI");
    service.addCountAndErrorMetric("Send", "UI", true);
    service.addMetric({});
    service.addAgentCountMetric("AGENT", 1);
  });

  it("never throws for what is no dimension", () => {
    const { service, metrics } = createWithCsm();
    service.addCountMetric("Click", "UI", null as never);
    service.addCountMetric("Click", "UI", [null] as never);
    service.addCountMetric(undefined as never, undefined as never);
    expect(metrics).toHaveLength(1);
  });
});

describe("with an endpoint", () => {
  it.each(cases)("posts %s (CP-76)", async (_what, add, metrics) => {
    const { platform, service, batches } = createWithEndpoint();
    add(service);
    await platform.advance(30_000);
    const [batch] = batches();
    expect(batch?.metricNamespace).toBe("chat-widget");
    const shown = batch?.metricList.map(({ metricName, value, ...rest }) => {
      const { unit, dimensions, timestamp } = rest as {
        unit: string;
        dimensions: { name: string; value: string }[];
        timestamp: string;
      };
      expect(timestamp).toBe("2026-01-01T00:00:00.000Z");
      return [metricName, unit, value, ...dimensions.map((d) => `${d.name}=${d.value}`)].join(" ");
    });
    expect(shown).toEqual(metrics);
  });

  it("posts 30 metrics at once, as JSON that outlives the page", async () => {
    const { platform, batches, add } = createWithEndpoint();
    add(29);
    await platform.settle();
    expect(batches()).toEqual([]);
    add(1);
    await platform.settle();
    expect(batches().map(({ metricList }) => metricList.length)).toEqual([30]);
    expect(platform.requests).toMatchObject([
      { url: ENDPOINT, method: "POST", keepalive: true, headers: { "content-type": "application/json" } },
    ]);
    await platform.advance(60_000);
    expect(platform.requests).toHaveLength(1);
  });

  it("posts what there is thirty seconds after the first", async () => {
    const { platform, batches, add } = createWithEndpoint();
    add(1);
    await platform.advance(20_000);
    add(1);
    await platform.advance(9_999);
    expect(batches()).toEqual([]);
    await platform.advance(1);
    expect(batches().map(({ metricList }) => metricList.length)).toEqual([2]);
    expect(platform.live.timers).toBe(0);
  });

  it("posts what there is when the page is hidden, and nothing when there is nothing", async () => {
    const { platform, batches, add } = createWithEndpoint();
    add(3);
    platform.setVisible(true);
    await platform.settle();
    expect(batches()).toEqual([]);
    platform.setVisible(false);
    platform.setVisible(false);
    await platform.settle();
    expect(batches().map(({ metricList }) => metricList.length)).toEqual([3]);
  });

  it("listens to the page only while something waits: a service may be of one chat alone", async () => {
    const { platform, add } = createWithEndpoint();
    const listeners = () => platform.live.listeners;
    expect(listeners()).toBe(0);
    add(29);
    expect(listeners()).toBe(1);
    add(1);
    expect(listeners()).toBe(0);
    add(1);
    expect(listeners()).toBe(1);
    await platform.advance(30_000);
    expect(listeners()).toBe(0);
  });

  it.each([
    ["an error of the server", () => ({ status: 503 })],
    ["a refusal", () => ({ status: 400 })],
    [
      "a failed fetch",
      () => {
        throw new TypeError("fetch failed");
      },
    ],
  ])("tries a batch once more within five seconds, and then drops it: %s (CP-76)", async (_what, answer) => {
    const { platform, batches, add } = createWithEndpoint(answer);
    add(30);
    await platform.settle();
    expect(batches()).toHaveLength(1);
    await platform.advance(5_000);
    const [first, second, ...more] = batches();
    expect(second).toEqual(first);
    await platform.advance(600_000);
    expect([more, batches().length, platform.live.timers]).toEqual([[], 2, 0]);
  });

  it("lets no more than five batches wait for an endpoint that hangs, and goes on when it answers (CP-76)", async () => {
    let answer: (given: FakeAnswer) => void = () => undefined;
    const hanging = new Promise<FakeAnswer>((resolve) => {
      answer = resolve;
    });
    const { platform, batches, add } = createWithEndpoint(() => hanging);
    add(300);
    await platform.settle();
    expect(batches()).toHaveLength(5);
    answer({});
    await platform.settle();
    add(30);
    await platform.settle();
    expect(batches()).toHaveLength(6);
  });

  it("goes on with the next batch after one that failed", async () => {
    const { platform, batches, add } = createWithEndpoint(() => ({ status: 503 }));
    add(30);
    await platform.advance(10_000);
    platform.onFetch = () => ({});
    add(30);
    await platform.settle();
    expect(batches()).toHaveLength(3);
  });

  it("takes a metric of the page as its JSON was, and refuses what has none (CP-75)", async () => {
    const { platform, service, batches, error } = createWithEndpoint();
    const own: Record<string, unknown> = { metricName: "Own", value: 1 };
    service.addMetric(own);
    own["self"] = own;
    service.addMetric(own);
    service.addMetric(undefined as never);
    expect(error).toHaveBeenCalledWith("could not add a metric", "TypeError");
    await platform.advance(30_000);
    expect(batches()).toMatchObject([{ metricList: [{ metricName: "Own", value: 1 }, {}] }]);
  });
});

describe("without both", () => {
  it("keeps nothing, and sets no timer (CP-38)", async () => {
    const { platform, service, error } = create();
    for (const [, add] of cases) add(service);
    service.addAgentCountMetric("AGENT", 1);
    expect(platform.live).toMatchObject({ timers: 0, listeners: 0 });
    service.updateCsmConfig({ endpoint: ENDPOINT });
    await platform.advance(60_000);
    expect([platform.requests, error.mock.calls]).toEqual([[], []]);
  });
});

describe("the configuration", () => {
  it.each([undefined, null, {}, { widgetType: undefined }, { widgetType: "", endpoint: "" }])(
    "%j changes nothing (CP-77)",
    async (config) => {
      const { platform, service, batches } = createWithEndpoint();
      service.updateCsmConfig({ widgetType: "Mine" });
      service.updateCsmConfig(config);
      service.addCountMetric("Click", "UI");
      await platform.advance(30_000);
      expect(service.widgetType).toBe("Mine");
      expect(batches()).toHaveLength(1);
    },
  );

  it("an endpoint of null is none: what waits is dropped, and nothing is tried again (CP-76)", async () => {
    const { platform, service, add } = createWithEndpoint(() => ({ status: 500 }));
    add(31);
    await platform.settle();
    expect(platform.requests).toHaveLength(1);
    service.updateCsmConfig({ endpoint: null });
    add(1);
    await platform.advance(60_000);
    expect(platform.requests).toHaveLength(1);
    expect(platform.live).toMatchObject({ timers: 0, requests: 0 });
    service.updateCsmConfig({ endpoint: ENDPOINT });
    add(30);
    await platform.settle();
    expect(platform.requests).toHaveLength(2);
  });
});

it("has the members of 5.0.0 that only its own loader needed, inert (CP-38)", () => {
  const { platform, service } = create();
  service.loadCsmScriptAndExecute();
  service.initializeCSM();
  expect(service).toMatchObject({
    csmInitialized: true,
    metricsToBePublished: [],
    agentMetricToBePublished: [],
    MAX_RETRY: 5,
  });
  expect(service._hasCSMFailedToImport()).toBe(true);
  platform.globals["csm"] = {};
  expect(service._hasCSMFailedToImport()).toBe(false);
});
