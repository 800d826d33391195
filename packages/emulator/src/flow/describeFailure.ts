import { ControlError } from "../control/controlError.js";
import type { FlowPlace } from "./flowRun.js";

/** The file, line and column where an error came to be: in the configuration, if it was there. */
function originOf({ stack = "" }: Error, configFile: string | undefined): string | undefined {
  const origins = [...stack.matchAll(/(?:\(|at |async )(?:file:\/\/)?([^\s()]+:\d+:\d+)\)?$/gmu)].map(
    ([, origin]) => origin,
  );
  return (
    origins.find((origin) => configFile !== undefined && origin?.startsWith(`${configFile}:`)) ?? origins[0]
  );
}

/** What of an error may be logged. The message of an unknown one is left out: it may hold what the customer wrote. */
function reasonOf(error: unknown, configFile: string | undefined): string {
  if (error instanceof ControlError) return error.message;
  if (!(error instanceof Error)) return `it threw a ${typeof error}`;
  const origin = originOf(error, configFile);
  return origin === undefined ? error.name : `${error.name} at ${origin}`;
}

/** Where a flow stopped, and why, as the end of a sentence. */
export const describeFailure = (error: unknown, place: FlowPlace, configFile: string | undefined): string =>
  [
    configFile !== undefined && ` in ${configFile}`,
    place && ` at step ${place.number} (${place.kind})`,
    `; ${reasonOf(error, configFile)}`,
  ]
    .filter(Boolean)
    .join("");
