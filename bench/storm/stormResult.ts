/** Requests are counted in bins of this length. */
export const BIN_MS = 100;

/** What an outage did to a service and its clients. */
export interface StormResult {
  readonly title: string;
  /** CreateParticipantConnection requests in each tenth of a second from the loss of the sockets on. */
  readonly bins: readonly number[];
  readonly total: number;
  /** The most in one second, and in one tenth of a second, both a second. */
  readonly peakPerSecond: number;
  readonly peakRate: number;
  /** From the return of the service until this share of all clients was back, in milliseconds; undefined when it never was. */
  readonly backMs: Readonly<Record<"50" | "99" | "100", number | undefined>>;
  readonly dead: number;
}

/** Bins put together, `count` at a time. */
export const inBins = (bins: readonly number[], count: number): readonly number[] =>
  Array.from({ length: Math.ceil(bins.length / count) }, (_none, index) =>
    bins.slice(index * count, (index + 1) * count).reduce((sum, bin) => sum + bin, 0),
  );
