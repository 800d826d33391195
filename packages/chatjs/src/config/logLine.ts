import type { LoggerOptions } from "./logger.js";
import { redactedJson, redactText } from "./redaction.js";

function textOf(arg: unknown): string {
  if (!arg) return "";
  if (arg instanceof Error) return redactText(`${arg.name}: ${arg.message}`);
  return typeof arg === "string" ? redactText(arg) : redactedJson(arg);
}

/** For the console: `LEVEL [ISO] prefix: a b c meta`. */
export const consoleLine = (
  level: string,
  time: string,
  { prefix, logMetaData }: LoggerOptions,
  args: readonly unknown[],
): string =>
  [`${level} [${time}]`, ...(prefix ? [`${prefix}:`] : []), ...[...args, logMetaData].map(textOf)].join(" ");

/** For a logger of the page: `LEVEL [args as JSON] meta`. */
export const customLine = (level: string, { logMetaData }: LoggerOptions, args: readonly unknown[]): string =>
  `${level} ${redactedJson(args)} ${textOf(logMetaData)}`;
