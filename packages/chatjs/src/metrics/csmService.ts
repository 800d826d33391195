import type { GlobalConfig } from "../config/globalConfig.js";
import type { Logger } from "../config/logger.js";
import { nameOf } from "../errors.js";
import type { Platform } from "../platform/platform.js";
import { toIsoTime } from "../platform/time.js";
import { createMetricBatch } from "./metricBatch.js";

/** What a metric is told apart by. */
export interface MetricDimension {
  readonly name: string;
  readonly value: string;
}

interface Metric {
  addDimension(name: string, value: string): unknown;
}

/** The `csm` of a page, as far as it is used. */
interface Csm {
  readonly Metric: new (name: string, unit: string, value: number) => Metric;
  readonly API: {
    addMetric(metric: unknown): unknown;
    addCount?(name: string, count: number): unknown;
  };
}

/**
 * Client-side metrics, with the methods of 5.0.0. They go to the page's global `csm` where there is one, else in batches to
 * `csmConfig.endpoint`, else nowhere: then nothing is kept. Adding a metric never throws. `category` is `"API"` for calls of
 * the service; pages use `"UI"`.
 */
export interface CsmService {
  /** Value of the dimension `WidgetType`. @defaultValue "CustomChatWidget" */
  widgetType: string;
  readonly logger: Logger;
  /** Kept for older pages: true, since there is nothing to initialise. */
  readonly csmInitialized: boolean;
  /** Kept for older pages: empty, since nothing waits here. */
  readonly metricsToBePublished: Record<string, unknown>[];
  /** Kept for older pages: empty, as `metricsToBePublished`. */
  readonly agentMetricToBePublished: Record<string, unknown>[];
  /** Kept for older pages. @defaultValue 5 */
  MAX_RETRY: number;
  /** Does nothing: no script is injected. */
  loadCsmScriptAndExecute(): void;
  /** Does nothing, as `loadCsmScriptAndExecute`. */
  initializeCSM(): void;
  /** What `setGlobalConfig` does with its `csmConfig`: members that are missing or empty change nothing, an endpoint of null is none. */
  updateCsmConfig(csmConfig: GlobalConfig["csmConfig"] | Readonly<Record<string, unknown>>): void;
  /** Whether the page has no `csm`. */
  _hasCSMFailedToImport(): boolean;
  getDefaultDimensions(): MetricDimension[];
  /** Hands over a metric: a `csm.Metric` where the page has `csm`, else whatever JSON the endpoint takes. */
  addMetric(metric: object): void;
  /** Adds dimensions to a `csm.Metric`. */
  setDimensions(metric: object, dimensions: readonly MetricDimension[]): void;
  /** @param timeDifference milliseconds */
  addLatencyMetric(
    method: string,
    timeDifference: number,
    category: string,
    otherDimensions?: readonly MetricDimension[],
  ): void;
  /** @param startTime milliseconds since the epoch; the latency is the time since */
  addLatencyMetricWithStartTime(
    method: string,
    startTime: number,
    category: string,
    otherDimensions?: readonly MetricDimension[],
  ): void;
  /** Adds a count of 1, and an error of 1 or 0. */
  addCountAndErrorMetric(
    method: string,
    category: string,
    error: boolean,
    otherDimensions?: readonly MetricDimension[],
  ): void;
  /** Adds a count of 1. */
  addCountMetric(method: string, category: string, otherDimensions?: readonly MetricDimension[]): void;
  /** Adds a count without dimensions, by `csm.API.addCount`; without it the count goes nowhere. */
  addAgentCountMetric(metricName: string, count: number): void;
}

/** As CloudWatch and `csm.UNIT` name them. */
type Unit = "Count" | "Milliseconds";
type Dimensions = MetricDimension | readonly MetricDimension[];

/** Creates the service. A page has one. */
export function createCsmService(platform: Platform, logger: Logger): CsmService {
  let endpoint = "";
  const addToBatch = createMetricBatch(platform, () => endpoint);
  const csmOfPage = () => platform.globals["csm"] as Csm | undefined;

  /** A page's `csm` may throw, and a page may pass what is no dimension. */
  const guarded = (publish: (csm: Csm | undefined) => void) => {
    try {
      const csm = csmOfPage();
      if (csm || endpoint) publish(csm);
    } catch (error) {
      logger.error("could not add a metric", nameOf(error));
    }
  };
  const add = (metricName: string, unit: Unit, value: number, ...given: readonly Dimensions[]) =>
    guarded((csm) => {
      const dimensions = [service.getDefaultDimensions(), ...given].flat();
      const metric = csm && new csm.Metric(metricName, unit, value);
      if (metric) service.setDimensions(metric, dimensions);
      const timestamp = toIsoTime(platform.nowMs());
      service.addMetric(metric ?? { metricName, unit, value, timestamp, dimensions });
    });
  const dimension = (name: string, value: string): MetricDimension => ({ name, value });
  const nothing = () => undefined;

  // The order of dimensions is that of 5.0.0, and differs with the kind of the metric.
  const service: CsmService = {
    widgetType: "CustomChatWidget",
    logger,
    csmInitialized: true,
    metricsToBePublished: [],
    agentMetricToBePublished: [],
    MAX_RETRY: 5,
    loadCsmScriptAndExecute: nothing,
    initializeCSM: nothing,
    updateCsmConfig(csmConfig) {
      const config = csmConfig as GlobalConfig["csmConfig"];
      service.widgetType = config?.widgetType || service.widgetType;
      endpoint = config?.endpoint === null ? "" : config?.endpoint || endpoint;
    },
    _hasCSMFailedToImport: () => !csmOfPage(),
    getDefaultDimensions: () => [dimension("WidgetType", service.widgetType)],
    addMetric: (metric) => guarded((csm) => (csm ? csm.API.addMetric(metric) : addToBatch(metric))),
    setDimensions: (metric, dimensions) =>
      dimensions.forEach(({ name, value }) => (metric as Metric).addDimension(name, value)),
    addLatencyMetric: (method, timeDifference, category, otherDimensions = []) =>
      add(
        method,
        "Milliseconds",
        timeDifference,
        dimension("Metric", "Latency"),
        dimension("Category", category),
        otherDimensions,
      ),
    addLatencyMetricWithStartTime: (method, startTime, category, otherDimensions) =>
      service.addLatencyMetric(method, Math.max(0, platform.nowMs() - startTime), category, otherDimensions),
    addCountAndErrorMetric(method, category, error, otherDimensions = []) {
      add(method, "Count", 1, dimension("Category", category), otherDimensions, dimension("Metric", "Count"));
      add(
        method,
        "Count",
        error ? 1 : 0,
        dimension("Category", category),
        otherDimensions,
        dimension("Metric", "Error"),
      );
    },
    addCountMetric: (method, category, otherDimensions = []) =>
      add(method, "Count", 1, dimension("Category", category), dimension("Metric", "Count"), otherDimensions),
    addAgentCountMetric: (metricName, count) => guarded((csm) => csm?.API.addCount?.(metricName, count)),
  };
  return service;
}
