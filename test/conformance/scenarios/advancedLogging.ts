import { chatEvent } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import { CALLS } from "./results.js";
import {
  getLogger,
  needsNoWriter,
  pageLogger,
  section,
  watchConsole,
  watchKnownLines,
  writeAll,
} from "./logging.js";

/** What a configuration names as the writer of advanced lines, whether 5.0.0 takes it for the console, and what is that here. */
const writers: readonly (readonly [what: string, config: object, isTaken?: boolean, method?: "log"])[] = [
  ["is not named", {}],
  ["is null", { advancedLogWriter: null }],
  ...["warn", "info", "debug"].map(
    (advancedLogWriter) => [`is ${advancedLogWriter}`, { advancedLogWriter }, true] as const,
  ),
  ["is log", { advancedLogWriter: "log" }, false, "log"],
  ["is error", { advancedLogWriter: "error" }],
  ["is no method", { advancedLogWriter: "shout" }],
];

/** On the console advanced lines are warnings, unless another writer is named; nothing is complained of. */
const isOnConsole = (method: string) =>
  differs("CP-125", ({ calls: [call], notes }) => {
    const line = 'ADVANCED_LOG [2031-02-03T04:00:00.000Z] Page: an advanced line {"a":1} {"contactId":"c"}';
    Object.assign(call!, { kind: "returned", value: line });
    notes["console"] = [[method, line]];
  });

/** Of a logger that has no `log` another method takes the line. */
const standsIn = differs("CP-43", ({ notes }) => {
  delete notes["console"];
  notes["lines"][0][0] = "info";
});

/** The method's name as it is. */
const spellsRight = differs("CP-125", ({ notes }) => {
  notes["known lines"][0][1] = notes["known lines"][0][1].replace("getAttachementURL", "getAttachmentURL");
});

const FILE_CALLS = CALLS.filter(([method]) => method.includes("Attachment"));
/** `sendMessage` is another scenario's. */
const LATE_CALLS = CALLS.filter(([method]) => method !== "sendMessage");

/** What a page may say of a logger that it asks for. */
const options: readonly (readonly [what: string, options?: unknown])[] = [
  ["nothing"],
  ["null", null],
  ["an empty object", {}],
  ["a prefix alone", { prefix: "Page" }],
  ["a prefix that ends with a space", { prefix: "Page " }],
  ["metadata alone", { logMetaData: { contactId: "c" } }],
  ["an empty prefix", { prefix: "", logMetaData: "m" }],
];

export const advancedLogging: readonly Scenario[] = [
  ...each(writers, ([what, config, isTaken, method = "warn"]) => ({
    title: `advanced lines are on the console where the advancedLogWriter ${what}`,
    section,
    differs: isTaken ? [] : [isOnConsole(method)],
    async play(stage) {
      watchConsole(stage);
      stage.connect.LogManager.updateLoggerConfig({ useDefaultLogger: true, ...config });
      await stage.attempt("advancedLog", () => getLogger(stage).advancedLog("an advanced line", { a: 1 }));
    },
  })),
  ...each(
    writers.filter(([, , isTaken]) => !isTaken),
    ([what, config, , method]) => ({
      title: `advanced lines reach a page's own logger where the advancedLogWriter ${what}`,
      section,
      differs: [method ? standsIn : needsNoWriter],
      async play(stage) {
        watchConsole(stage);
        stage.connect.LogManager.updateLoggerConfig({ customizedLogger: pageLogger(stage), ...config });
        await stage.attempt("advancedLog", () => getLogger(stage).advancedLog("an advanced line", { a: 1 }));
      },
    }),
  ),
  ...each([40, 50, 60], (level) => ({
    title: `a page's own logger gets lines from this level: ${level}`,
    section,
    play(stage) {
      const customizedLogger = { ...pageLogger(stage) };
      stage.connect.LogManager.updateLoggerConfig({ customizedLogger, advancedLogWriter: "warn", level });
      const logger = getLogger(stage);
      stage.note("results", [...writeAll(logger), logger.advancedLog("an advanced line")]);
    },
  })),
  ...each(options, ([what, given]) => ({
    title: `a logger may be asked for with ${what}`,
    section,
    async play(stage) {
      watchConsole(stage);
      const { LogManager } = stage.connect;
      LogManager.updateLoggerConfig({ useDefaultLogger: true });
      const logger = LogManager.getLogger(given);
      await stage.attempt("info", () => logger.info("a line", 3));
      await stage.attempt("info", () => logger.info());
    },
  })),
  {
    title: "loggers have their own metadata",
    section,
    play(stage) {
      stage.connect.LogManager.updateLoggerConfig({
        customizedLogger: pageLogger(stage),
        advancedLogWriter: "info",
      });
      const loggers = ["one", "two"].map((logMetaData) => getLogger(stage, { logMetaData }));
      for (const logger of [...loggers, ...loggers]) logger.info("a line");
    },
  },
  {
    title: "lines of an object that holds itself are texts",
    section,
    play(stage) {
      stage.connect.LogManager.updateLoggerConfig({
        customizedLogger: pageLogger(stage),
        advancedLogWriter: "info",
      });
      const circle: Record<string, unknown> = { a: 1 };
      circle["self"] = circle;
      getLogger(stage).info("a circle", circle);
    },
  },
  ...each(FILE_CALLS, ([method, args]) => ({
    title: `lines that pages search for: ${method} before connect()`,
    section,
    differs: method === "getAttachmentURL" ? [spellsRight] : [],
    async play(stage) {
      const { session } = stage.create();
      watchKnownLines(stage);
      session[method](args).catch(() => undefined);
      await stage.clock.settle();
    },
  })),
  ...each(LATE_CALLS, ([method, args]) => ({
    title: `lines that pages search for: ${method} after the end`,
    section,
    differs: method === "getAttachmentURL" ? [spellsRight] : [],
    async play(stage) {
      const { session } = await stage.connected();
      stage.service.sendItem(chatEvent("end", "chat.ended"));
      await stage.clock.settle();
      stage.begin();
      watchKnownLines(stage);
      session[method](args).catch(() => undefined);
      await stage.clock.settle();
    },
  })),
  {
    title: "lines that pages search for: a second connect()",
    section,
    differs: [
      differs("CP-22", ({ notes }) => {
        delete notes["known lines"];
      }),
    ],
    async play(stage) {
      const { session } = await stage.connected();
      watchKnownLines(stage);
      void session.connect();
      await stage.clock.settle();
    },
  },
];
