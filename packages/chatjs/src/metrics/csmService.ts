export interface MetricDimension {
  readonly name: string;
  readonly value: string;
}

/** Client-side metrics, as pages of 5.0.0 call them. As there, without a `csm` on the page they go nowhere. */
export interface CsmService {
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

const goesNowhere = () => undefined;

/** The service of a page that has no `csm`. */
export const csmService: CsmService = {
  addLatencyMetric: goesNowhere,
  addCountAndErrorMetric: goesNowhere,
  addCountMetric: goesNowhere,
};
