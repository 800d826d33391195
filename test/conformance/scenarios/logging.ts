import { chatEvent } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import type { Stage } from "../world/stage.js";

export const section = "Configuration and logging";
const LEVELS = ["debug", "info", "warn", "error", "log"] as const;

/** Notes what the page's console gets from now on. */
export function watchConsole({ note }: Stage): void {
  const lines: unknown[] = [];
  for (const level of LEVELS)
    console[level] = (...args: readonly unknown[]) => {
      lines.push([level, ...args]);
      note("console", lines);
    };
}

/** A logger of the page's own, and what it got. */
export function pageLogger({ note }: Stage, answer?: unknown) {
  const lines: unknown[] = [];
  const writer = (level: string) => (line: string) => {
    lines.push([level, line]);
    note("lines", lines);
    return answer;
  };
  return Object.fromEntries(LEVELS.slice(0, 4).map((level) => [level, writer(level)]));
}

export const getLogger = ({ connect }: Stage, more: object = {}) =>
  connect.LogManager.getLogger({ prefix: "Page", logMetaData: { contactId: "c" }, ...more });

export const writeAll = (logger: any) =>
  ["debug", "info", "warn", "error"].map((level) => logger[level](`a ${level} line`));

const lineArgs: readonly (readonly [what: string, ...args: readonly unknown[]])[] = [
  ["texts", "a", "b"],
  ["nothing", undefined, null, "", 0, false],
  ["numbers", 1, 2.5],
  ["objects", { a: { b: [1, "c"] } }],
  ["lists", ["a", 1, { b: 2 }]],
  ["an error", new Error("the page's")],
  ["nothing at all"],
];

const levels: readonly (readonly [what: string, level: unknown])[] = [
  ["DEBUG", 10],
  ["INFO", 20],
  ["WARN", 30],
  ["ERROR", 40],
  ["none, which is INFO", undefined],
  ["0, which is INFO", 0],
  ["a name, which none reaches", "INFO"],
];

const metadata: readonly (readonly [what: string, more: object])[] = [
  ["a text", { logMetaData: "meta" }],
  ["none", { logMetaData: undefined }],
  ["an object", { logMetaData: { a: 1 } }],
];

/** A logger without advancedLogWriter is nothing to complain of on the console. */
export const needsNoWriter = differs("CP-43", ({ notes }) => {
  notes["console"] = notes["console"].filter(
    ([, line]: readonly string[]) => !line?.includes("advancedLogWriter"),
  );
  if (notes["console"].length === 0) delete notes["console"];
});

/** Lines that pages search their logs for. */
const KNOWN = /Cannot call \w+ (before|when)[\w ()]+|Ignoring duplicate call[\w .]+/;

/** Notes which of the known lines came. */
export function watchKnownLines(stage: Stage): void {
  const known: unknown[] = [];
  const writer = (level: string) => (line: string) => {
    const [sentence] = KNOWN.exec(line) ?? [];
    if (sentence) known.push([level, sentence]);
    stage.note("known lines", known);
  };
  const customizedLogger = Object.fromEntries(LEVELS.map((level) => [level, writer(level)]));
  stage.connect.ChatSession.setGlobalConfig({ loggerConfig: { customizedLogger, level: 10 } });
}

export const logging: readonly Scenario[] = [
  {
    title: "nothing is logged when nothing is said",
    section,
    play(stage) {
      watchConsole(stage);
      stage.note("results", writeAll(getLogger(stage)));
      stage.create();
    },
  },
  ...each(levels, ([what, level]) => ({
    title: `the default logger writes from this level: ${what}`,
    section,
    play(stage) {
      watchConsole(stage);
      stage.connect.LogManager.updateLoggerConfig({ useDefaultLogger: true, level });
      stage.note("results", writeAll(getLogger(stage)));
    },
  })),
  ...each(lineArgs, ([what, ...args]) => ({
    title: `the default logger writes ${what}`,
    section,
    differs:
      what === "lists"
        ? [
            differs("CP-94", ({ notes }) => {
              const [line] = notes["console"];
              line[1] = line[1].replace("a,1,[object Object]", '["a",1,{"b":2}]');
            }),
          ]
        : [],
    play(stage) {
      watchConsole(stage);
      stage.connect.LogManager.updateLoggerConfig({ useDefaultLogger: true });
      getLogger(stage).info(...args);
    },
  })),
  ...each(lineArgs, ([what, ...args]) => ({
    title: `a page's own logger gets ${what}`,
    section,
    differs:
      what === "an error"
        ? [
            differs("CP-94", ({ notes }) => {
              notes["lines"][0][1] = 'INFO [{"name":"Error","reason":"the page\'s"}] {"contactId":"c"}';
            }),
          ]
        : [],
    play(stage) {
      stage.connect.LogManager.updateLoggerConfig({ customizedLogger: pageLogger(stage) });
      getLogger(stage).info(...args);
    },
  })),
  ...each(metadata, ([what, more]) => ({
    title: `lines end with their metadata: ${what}`,
    section,
    differs: [needsNoWriter],
    play(stage) {
      watchConsole(stage);
      const { LogManager } = stage.connect;
      LogManager.updateLoggerConfig({ useDefaultLogger: true });
      getLogger(stage, more).warn("console");
      LogManager.updateLoggerConfig({ customizedLogger: pageLogger(stage) });
      getLogger(stage, more).warn("own");
    },
  })),
  {
    title: "a logger that is there already follows the configuration",
    section,
    play(stage) {
      watchConsole(stage);
      const logger = getLogger(stage);
      stage.connect.LogManager.updateLoggerConfig({ useDefaultLogger: true, level: 40 });
      stage.note("results", writeAll(logger));
    },
  },
  {
    title: "`customizedLogger` comes before `logger`, and that before the default one",
    section,
    differs: [needsNoWriter],
    play(stage) {
      watchConsole(stage);
      const { LogManager } = stage.connect;
      LogManager.updateLoggerConfig({ useDefaultLogger: true, logger: pageLogger(stage) });
      getLogger(stage).info("to logger");
      const customizedLogger = { ...pageLogger(stage), info: (line: string) => stage.note("own", line) };
      LogManager.updateLoggerConfig({ useDefaultLogger: true, logger: {}, customizedLogger });
      getLogger(stage).info("to customizedLogger");
    },
  },
  {
    title: "a call gives back what the logger answered, which is told to send itself where it can",
    section,
    play(stage) {
      let sent = 0;
      const answer = { sendInternalLogToServer: () => (sent += 1), mine: 1 };
      stage.connect.LogManager.updateLoggerConfig({ logger: pageLogger(stage, answer) });
      stage.note("same", getLogger(stage).info("line") === answer);
      stage.note("sent", sent);
    },
  },
  {
    title: "lines that pages search for: calls before connect()",
    section,
    async play(stage) {
      const { session } = stage.create();
      watchKnownLines(stage);
      const none = () => undefined;
      session.sendMessage({ message: "a", contentType: "text/plain" }).catch(none);
      session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" }).catch(none);
      session.getTranscript({}).catch(none);
      session.disconnectParticipant().catch(none);
      await stage.clock.settle();
    },
  },
  {
    title: "lines that pages search for: calls after the end",
    section,
    async play(stage) {
      const { session } = await stage.connected();
      watchKnownLines(stage);
      stage.service.sendItem(chatEvent("end", "chat.ended"));
      await stage.clock.settle();
      session.sendMessage({ message: "a", contentType: "text/plain" }).catch(() => undefined);
      await stage.clock.settle();
    },
  },
  {
    title: "a page's own logger does not change the lines of the default one",
    section,
    differs: [
      needsNoWriter,
      differs("CP-43", ({ notes }) => {
        notes["console"][0][1] = 'INFO [2031-02-03T04:00:00.000Z] Page: a line {"contactId":"c"}';
      }),
    ],
    play(stage) {
      watchConsole(stage);
      const { LogManager } = stage.connect;
      LogManager.updateLoggerConfig({ customizedLogger: pageLogger(stage) });
      getLogger(stage).info("a line");
      LogManager.updateLoggerConfig({ useDefaultLogger: true });
      getLogger(stage).info("a line");
    },
  },
  ...each(["warn", "info", "debug"], (advancedLogWriter) => ({
    title: `advanced lines go to \`${advancedLogWriter}\` where that is the advancedLogWriter`,
    section,
    play(stage) {
      stage.connect.LogManager.updateLoggerConfig({
        customizedLogger: pageLogger(stage),
        advancedLogWriter,
        level: 10,
      });
      getLogger(stage).advancedLog("an advanced line");
    },
  })),
  {
    title: "a configuration that names no logger leaves it as it is",
    section,
    differs: [
      differs("CP-15", ({ notes }) => {
        notes["console"] = [
          ["warn", 'WARN [2031-02-03T04:00:00.000Z] Page: a warn line {"contactId":"c"}'],
          ["error", 'ERROR [2031-02-03T04:00:00.000Z] Page: a error line {"contactId":"c"}'],
        ];
        notes["results"] = [
          "<undefined>",
          "<undefined>",
          ...notes["console"].map(([, line]: readonly string[]) => line),
        ];
      }),
    ],
    play(stage) {
      watchConsole(stage);
      const { ChatSession } = stage.connect;
      ChatSession.setGlobalConfig({ loggerConfig: { useDefaultLogger: true, level: 30 } });
      ChatSession.setGlobalConfig({ region: "eu-west-2" });
      stage.note("results", writeAll(getLogger(stage)));
    },
  },
  {
    title: "setGlobalConfig configures the loggers",
    section,
    play(stage) {
      watchConsole(stage);
      stage.connect.ChatSession.setGlobalConfig({ loggerConfig: { useDefaultLogger: true, level: 40 } });
      stage.note("results", writeAll(getLogger(stage)));
    },
  },
];
