import type { EmulatorLogger } from "./options.js";

/** How the log is written: for people, or a JSON object a line. */
export type LogForm = "pretty" | "json";

const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;
const red = (text: string) => `\u001b[31m${text}\u001b[39m`;

/** A log with the time of each line. */
export function createCliLog(given: {
  readonly form: LogForm;
  readonly hasColours: boolean;
  readonly now: () => Date;
  readonly write: (line: string) => void;
}): EmulatorLogger {
  const { form, hasColours, now, write } = given;
  const log = (level: "info" | "error", message: string) => {
    const time = now().toISOString();
    if (form === "json") {
      write(JSON.stringify({ time, level, message }));
      return;
    }
    const clock = time.slice(11, 19);
    if (!hasColours) write(`${clock} ${message}`);
    else write(`${dim(clock)} ${level === "error" ? red(message) : message}`);
  };
  return { info: (message) => log("info", message), error: (message) => log("error", message) };
}
