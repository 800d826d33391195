import { isObject } from "../lib/isObject.js";
import type { Platform } from "../platform/platform.js";
import { toIsoTime } from "../platform/time.js";
import { LogLevel } from "./logger.js";
import type { Logger, LoggerConfig, LoggerOptions, LogSink } from "./logger.js";
import { logLine } from "./logLine.js";

/** Where loggers come from. One serves the whole page. */
export interface LogManager {
  getLogger(options?: LoggerOptions | null): Logger;
  /** Replaces the configuration of all loggers, also of those that exist. */
  updateLoggerConfig(config?: LoggerConfig | null): void;
}

type LevelName = keyof typeof LogLevel;
type SinkMethod = keyof LogSink;

/** In this order another method stands in for one that a sink lacks. */
const STAND_INS = ["info", "log", "warn", "error", "debug"] as const;

interface OwnOptions extends LoggerOptions {
  /** A line of the library itself: Streams, whose logger answers with an entry, also wants it on its server. */
  readonly isOwn?: boolean;
}

/** A manager whose loggers drop everything until it is configured. */
export function createLogManager(platform: Pick<Platform, "nowMs" | "console">): LogManager & {
  getLogger(options?: OwnOptions | null): Logger;
} {
  let config: LoggerConfig = {};
  /** A sink that logs through us would never end. */
  let isWriting = false;

  function write(level: LevelName, options: OwnOptions, args: readonly unknown[]): unknown {
    const { customizedLogger, logger, useDefaultLogger } = config;
    const own = [customizedLogger, logger].find(isObject) as LogSink | undefined;
    const sink = own ?? (useDefaultLogger ? platform.console : undefined);
    // A level that is no number lets no line through, as in 5.0.0.
    const isEnabled = LogLevel[level] >= (config.level || LogLevel.INFO);
    if (!sink || !isEnabled || isWriting) return undefined;
    const line = logLine(level, options, args, own ? undefined : toIsoTime(platform.nowMs()));
    isWriting = true;
    try {
      const wanted = level === "ADVANCED_LOG" ? advancedWriter(config) : level.toLowerCase();
      const method = [wanted as SinkMethod, ...STAND_INS].find((name) => typeof sink[name] === "function");
      // The sink may format what it gets, as the one of Streams does.
      const text = own && own !== customizedLogger ? line.replace(/%/g, "%%") : line;
      const entry = (method && sink[method]?.(text)) || line;
      if (options.isOwn) (entry as { sendInternalLogToServer?(): unknown }).sendInternalLogToServer?.();
      return entry;
    } catch {
      // A logger of the page must not break a call.
      return line;
    } finally {
      isWriting = false;
    }
  }

  return {
    getLogger(given?: OwnOptions | null) {
      const options = given ?? {};
      const at =
        (level: LevelName) =>
        (...args: readonly unknown[]) =>
          write(level, options, args);
      return {
        options,
        debug: at("DEBUG"),
        info: at("INFO"),
        warn: at("WARN"),
        error: at("ERROR"),
        advancedLog: at("ADVANCED_LOG"),
      };
    },
    updateLoggerConfig(next) {
      config = next ?? {};
    },
  };
}

const advancedWriter = ({ advancedLogWriter = "" }: LoggerConfig) =>
  /^(warn|info|debug|log)$/.test(advancedLogWriter) ? advancedLogWriter : "warn";
