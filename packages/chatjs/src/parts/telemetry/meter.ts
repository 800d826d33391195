import { IllegalArgumentError } from "../../errors.js";
import type {
  CountName,
  SpanName,
  TelemetryAttributes,
  TelemetryRecord,
  TelemetrySink,
} from "./telemetryRecord.js";

/** Writes records, and sees to it that a sink breaks nothing. */
export interface Meter {
  nowMs(): number;
  /** Begins a span; what it returns ends it, once. */
  span(
    name: SpanName,
    attributes?: TelemetryAttributes,
    startMs?: number,
  ): (more?: TelemetryAttributes, errorCode?: string) => void;
  count(name: CountName, value?: number): void;
}

/** How an error is told: the library's code, or the name of another. */
export function errorCodeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { readonly code?: string; readonly name?: string };
  return code ?? name ?? typeof error;
}

/** @param common of every record; asked for when one is written */
export function createMeter(
  sink: TelemetrySink,
  nowMs: () => number,
  common: () => TelemetryAttributes,
): Meter {
  const drop = () => undefined;
  const write = (record: TelemetryRecord) => {
    try {
      // It may be a promise, whose rejection is nobody's.
      Promise.resolve(sink({ ...record, attributes: { ...common(), ...record.attributes } })).catch(drop);
    } catch {
      // Measuring is not worth a chat.
    }
  };
  return {
    nowMs,
    span(name, attributes = {}, startMs = nowMs()) {
      let isOver = false;
      return (more, errorCode) => {
        if (isOver) return;
        isOver = true;
        write({
          kind: "span",
          name,
          startMs,
          // A clock that was put back tells nothing.
          durationMs: Math.max(0, nowMs() - startMs),
          attributes: { ...attributes, ...more, ...(errorCode && { "error.type": errorCode }) },
          ...(errorCode && { errorCode }),
        });
      };
    },
    count: (name, value = 1) => write({ kind: "count", name, startMs: nowMs(), value, attributes: {} }),
  };
}

/** @throws IllegalArgumentError as a page may pass what is none */
export function assertSink(sink: unknown): asserts sink is TelemetrySink {
  if (typeof sink !== "function")
    throw new IllegalArgumentError(
      "unable to measure; telemetry takes a function that gets each record. Pass one",
      sink,
    );
}
