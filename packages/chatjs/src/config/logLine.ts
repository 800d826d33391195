import { redact } from "./redaction.js";
import type { LoggerOptions } from "./logger.js";

const metaOf = ({ logMetaData }: LoggerOptions) => (logMetaData ? textOf(logMetaData) : "");

function textOf(arg: unknown): string {
  if (!arg) return "";
  const value = redact(arg) ?? "";
  if (arg instanceof Error) {
    const { name, message, ...details } = value as { name: unknown; message: unknown };
    const rest = JSON.stringify(details);
    return `${String(name)}: ${String(message)}${rest === "{}" ? "" : ` ${rest}`}`;
  }
  const isPlainList = Array.isArray(value) && value.every((entry) => typeof entry !== "object");
  return typeof value === "object" && !isPlainList ? JSON.stringify(value) : String(value);
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
