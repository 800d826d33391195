export interface MetricDimension {
  readonly name: string;
  readonly value: string;
}
export interface Metric {
  readonly name: string;
  readonly value: number;
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
    [kind, value]: readonly [string, number],
    category: string,
    others: readonly MetricDimension[] = [],
  ) => {
    const named = { WidgetType: service.widgetType, Category: category, Metric: kind };
    const dimensions = Object.entries(named).map(([dimension, text]) => ({ name: dimension, value: text }));
    metrics.push({ name, value, dimensions: [...dimensions, ...others] });
    if (metrics.length > MAX_METRICS) metrics.shift();
  };
  const service: CsmService = {
    widgetType: "CustomChatWidget",
    metricsToBePublished: metrics,
    updateCsmConfig(csmConfig) {
      service.widgetType = csmConfig?.widgetType || service.widgetType;
    },
    addLatencyMetric: (method, timeDifference, category, others) =>
      add(method, ["Latency", timeDifference], category, others),
    addCountAndErrorMetric(method, category, error, others) {
      add(method, ["Count", 1], category, others);
      add(method, ["Error", error ? 1 : 0], category, others);
    },
    addCountMetric: (method, category, others) => add(method, ["Count", 1], category, others),
  };
  return service;
}
