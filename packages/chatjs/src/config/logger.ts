/** The library's log levels, as 5.0.0 numbers them. */
export const LogLevel = { DEBUG: 10, INFO: 20, WARN: 30, ERROR: 40, ADVANCED_LOG: 50 } as const;
export type LogLevel = (typeof LogLevel)[keyof typeof LogLevel];

/** What takes log lines: a logger of the page. Methods it lacks are replaced by others that it has. */
export type LogSink = Partial<
  Readonly<Record<"debug" | "info" | "warn" | "error" | "log", (line: string) => unknown>>
>;

/** Where log lines go. Without a sink there is no logging. */
export interface LoggerConfig {
  /** Takes the lines; before `logger` and the console. */
  readonly customizedLogger?: LogSink | null | undefined;
  /** As `customizedLogger`, for a logger that formats: each `%` of a line is doubled. Streams passes its own here. */
  readonly logger?: LogSink | null | undefined;
  /** Writes to the console when there is no other logger. @defaultValue false */
  readonly useDefaultLogger?: boolean | undefined;
  /** Lines below this level are dropped. @defaultValue `LogLevel.INFO` */
  readonly level?: number | undefined;
  /** The method that takes lines of `advancedLog`. @defaultValue "warn" */
  readonly advancedLogWriter?: string | undefined;
}

export interface LoggerOptions {
  /** Stands before the line on the console. */
  readonly prefix?: string | undefined;
  /** Stands behind each line: a text, or an object as its JSON. */
  readonly logMetaData?: unknown;
}

/** Answers what the page's logger answered, else the line, and undefined when the line was dropped. */
export type LogMethod = (...args: readonly unknown[]) => unknown;

export interface Logger {
  readonly options: LoggerOptions;
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
  /** For support cases: above every level. */
  readonly advancedLog: LogMethod;
}
