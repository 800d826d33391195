import { redact } from "./redaction.js";
import type { LoggerOptions } from "./logger.js";

const metaOf = ({ logMetaData }: LoggerOptions) => (logMetaData ? textOf(logMetaData) : "");

function textOf(arg: unknown): string {
  if (!arg) return "";
  const value = redact(arg);
  if (arg instanceof Error) {
    const { name, message, ...details } = value as { name: string; message: string };
    const rest = JSON.stringify(details);
    return `${name}: ${message}${rest === "{}" ? "" : ` ${rest}`}`;
  }
  if (Array.isArray(value) && value.every((entry) => typeof entry !== "object")) return value.join(",");
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

/** For the console: `LEVEL [ISO] prefix: a b c meta`. */
export function consoleLine(
  level: string,
  time: string,
  options: LoggerOptions,
  args: readonly unknown[],
): string {
  const prefix = options.prefix ? ` ${options.prefix}:` : "";
  return `${level} [${time}]${prefix}${args.map((arg) => ` ${textOf(arg)}`).join("")} ${metaOf(options)}`;
}

/** For a logger of the page: `LEVEL [args as JSON] meta`. */
export const customLine = (level: string, options: LoggerOptions, args: readonly unknown[]): string =>
  `${level} ${JSON.stringify(redact(args))} ${metaOf(options)}`;
