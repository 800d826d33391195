import type { LoggerOptions } from "./logger.js";
import { redactedJson, redactText } from "./redaction.js";

function textOf(arg: unknown): string {
  if (!arg) return "";
  if (arg instanceof Error) return redactText(`${arg.name}: ${arg.message}`);
  return typeof arg === "string" ? redactText(arg) : redactedJson(arg);
}

/** For the console, which gets the time: `LEVEL [ISO] prefix: a b c meta`; for a logger of the page: `LEVEL [args as JSON] meta`. */
export function logLine(
  level: string,
  { prefix, logMetaData }: LoggerOptions,
  args: readonly unknown[],
  time?: string,
): string {
  const said = time
    ? [`[${time}]`, ...(prefix ? [`${prefix}:`] : []), ...args.map(textOf)].join(" ")
    : redactedJson(args);
  return `${level} ${said} ${textOf(logMetaData)}`;
}
