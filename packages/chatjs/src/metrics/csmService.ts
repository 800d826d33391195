export interface MetricDimension {
  readonly name: string;
  readonly value: string;
}
export interface Metric {
  readonly name: string;
  readonly value: number;
  readonly unit: "Count" | "Milliseconds";
  readonly dimensions: readonly MetricDimension[];
}

/** Client-side metrics. They stay in the page: nothing is sent anywhere. */
export interface CsmService {
  /** The value of the dimension `WidgetType`. */
  widgetType: string;
  /** What was collected, oldest first; the newest 1,000. */
  readonly metricsToBePublished: readonly Metric[];
  updateCsmConfig(csmConfig: { readonly widgetType?: string | undefined } | null | undefined): void;
  /** @param timeDifference milliseconds */
  addLatencyMetric(
    method: string,
    timeDifference: number,
    category: string,
    dimensions?: readonly MetricDimension[],
  ): void;
  addCountAndErrorMetric(
    method: string,
    category: string,
    error: boolean,
    dimensions?: readonly MetricDimension[],
  ): void;
  addCountMetric(method: string, category: string, dimensions?: readonly MetricDimension[]): void;
}

const MAX_METRICS = 1_000;

export function createCsmService(): CsmService {
  const metrics: Metric[] = [];
  const add = (
    name: string,
    value: number,
    kind: "Latency" | "Count" | "Error",
    dimensions: readonly MetricDimension[],
  ) => {
    metrics.push({ name, value, unit: kind === "Latency" ? "Milliseconds" : "Count", dimensions });
    if (metrics.length > MAX_METRICS) metrics.shift();
  };
  const dimension = (name: string, value: string): MetricDimension => ({ name, value });

  const service: CsmService = {
    widgetType: "CustomChatWidget",
    metricsToBePublished: metrics,
    updateCsmConfig(csmConfig) {
      if (csmConfig?.widgetType) service.widgetType = csmConfig.widgetType;
    },
    addLatencyMetric: (method, timeDifference, category, others = []) =>
      add(method, timeDifference, "Latency", [
        dimension("WidgetType", service.widgetType),
        dimension("Metric", "Latency"),
        dimension("Category", category),
        ...others,
      ]),
    addCountAndErrorMetric(method, category, error, others = []) {
      const base = [dimension("WidgetType", service.widgetType), dimension("Category", category), ...others];
      add(method, 1, "Count", [...base, dimension("Metric", "Count")]);
      add(method, error ? 1 : 0, "Error", [...base, dimension("Metric", "Error")]);
    },
    addCountMetric: (method, category, others = []) =>
      add(method, 1, "Count", [
        dimension("WidgetType", service.widgetType),
        dimension("Category", category),
        dimension("Metric", "Count"),
        ...others,
      ]),
  };
  return service;
}
