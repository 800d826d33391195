import { describe, expect, it } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { createLoggerClass } from "./loggerClass.js";
import type { LoggerConfig, LoggerOptions } from "./logger.js";
import { createLogManager } from "./logManager.js";

const LEVELS = ["debug", "info", "warn", "error", "advancedLog"] as const;

function world(config?: LoggerConfig | null, options?: LoggerOptions) {
  const platform = createFakePlatform();
  const manager = createLogManager(platform);
  manager.updateLoggerConfig(config);
  return { platform, manager, logger: manager.getLogger(options) };
}

/** A logger of the page that has some methods and records its calls as `method line`. */
function sinkOf(...methods: string[]) {
  const calls: string[] = [];
  const sink = Object.fromEntries(
    methods.map((method) => [method, (line: string) => void calls.push(`${method} ${line}`)]),
  );
  return { calls, sink };
}

describe("the console", () => {
  it("gets level, time, prefix, arguments and metadata", () => {
    const { platform, logger } = world(
      { useDefaultLogger: true },
      { prefix: "PX", logMetaData: { contactId: "c" } },
    );
    const args = ["a", 0, false, null, undefined, 5, true, { x: 1 }, [1, 2], new Error("boom")];
    const line =
      'INFO [2026-01-01T00:00:00.000Z] PX: a     5 true {"x":1} [1,2] Error: boom {"contactId":"c"}';
    expect(logger.info(...args)).toBe(line);
    expect(platform.printed).toEqual([{ method: "info", line }]);
  });

  it("gets a line that ends in a space where there is no metadata", () => {
    const { logger } = world({ useDefaultLogger: true });
    expect(logger.warn("hi")).toBe("WARN [2026-01-01T00:00:00.000Z] hi ");
  });

  it.each(["warn", "info", "debug", "log"])("takes advanced lines through %s", (advancedLogWriter) => {
    const { platform, logger } = world({ useDefaultLogger: true, advancedLogWriter });
    logger.advancedLog("x");
    expect(platform.printed.map(({ method }) => method)).toEqual([advancedLogWriter]);
  });

  it.each([undefined, "error", "nonsense"])(
    "takes advanced lines through warn when the writer is %s",
    (advancedLogWriter) => {
      const { platform, logger } = world({ useDefaultLogger: true, advancedLogWriter });
      logger.advancedLog("x");
      expect(platform.printed).toEqual([
        { method: "warn", line: "ADVANCED_LOG [2026-01-01T00:00:00.000Z] x " },
      ]);
    },
  );

  it("is not written to unless asked for", () => {
    for (const config of [undefined, null, {}, { level: 10 }]) {
      const { platform, logger } = world(config);
      for (const level of LEVELS) expect(logger[level]("x")).toBeUndefined();
      expect(platform.printed).toEqual([]);
    }
  });

  it("may be missing", () => {
    const manager = createLogManager({ nowMs: () => 0, console: undefined });
    manager.updateLoggerConfig({ useDefaultLogger: true });
    expect(manager.getLogger().info("x")).toBeUndefined();
  });
});

describe("a logger of the page", () => {
  it("gets level, arguments as JSON and metadata", () => {
    const { calls, sink } = sinkOf("info", "error");
    const { manager, logger } = world({ customizedLogger: sink }, { logMetaData: { contactId: "c" } });
    const repeated = { x: 1 };
    const line = 'INFO ["a",0,null,{"x":1},null,{}] {"contactId":"c"}';
    expect(logger.info("a", 0, undefined, repeated, repeated, { repeated })).toBe(line);
    manager.getLogger({ logMetaData: "text" }).error("x");
    expect(calls).toEqual([`info ${line}`, 'error ERROR ["x"] text']);
  });

  it("comes before the other logger and the console", () => {
    const first = sinkOf("info");
    const second = sinkOf("info");
    const { platform, manager, logger } = world({
      customizedLogger: first.sink,
      logger: second.sink,
      useDefaultLogger: true,
    });
    logger.info("x");
    manager.updateLoggerConfig({ logger: second.sink, useDefaultLogger: true });
    logger.info("y");
    manager.updateLoggerConfig({ useDefaultLogger: true });
    logger.info("z");
    expect(first.calls).toEqual(['info INFO ["x"] ']);
    expect(second.calls).toEqual(['info INFO ["y"] ']);
    expect(platform.printed.map(({ line }) => line)).toEqual(["INFO [2026-01-01T00:00:00.000Z] z "]);
  });

  it("gets lines at or above the level only, advanced ones always", () => {
    const { calls, sink } = sinkOf("debug", "info", "warn", "error");
    const { manager, logger } = world({ customizedLogger: sink });
    const logAll = () => LEVELS.map((level) => typeof logger[level]("x"));
    expect(logAll()).toEqual(["undefined", "string", "string", "string", "string"]);
    manager.updateLoggerConfig({ customizedLogger: sink, level: 10 });
    expect(logAll()).toEqual(["string", "string", "string", "string", "string"]);
    manager.updateLoggerConfig({ customizedLogger: sink, level: 50 });
    expect(logAll()).toEqual(["undefined", "undefined", "undefined", "undefined", "string"]);
    expect(calls).toHaveLength(10);
  });

  it.each([["error"], ["log"], ["debug"]])(
    "that has %s alone gets every line through it (CP-43)",
    (method) => {
      const { calls, sink } = sinkOf(method);
      const { logger } = world({ customizedLogger: sink, level: 10 });
      for (const level of LEVELS) logger[level](level);
      expect(calls).toHaveLength(5);
      expect(calls.every((call) => call.startsWith(`${method} `))).toBe(true);
    },
  );

  it.each<[string, LoggerConfig]>([
    ["has no method", { customizedLogger: {} }],
    ["throws", { customizedLogger: { info: () => raise() } }],
    ["throws when its methods are read", { customizedLogger: new Proxy({}, { get: () => raise() }) }],
  ])("that %s breaks nothing", (_name, config) => {
    expect(world(config).logger.info("x")).toBe('INFO ["x"] ');
  });

  it("that logs through us does not go round in circles", () => {
    const lines: string[] = [];
    const customizedLogger = {
      info(line: string) {
        lines.push(line);
        logger.info("again");
      },
    };
    const { logger } = world({ customizedLogger });
    logger.info("once");
    logger.info("twice");
    expect(lines).toEqual(['INFO ["once"] ', 'INFO ["twice"] ']);
  });

  it("keeps its own this, and what it answers is answered", () => {
    const entry = { sendInternalLogToServer: () => undefined };
    const sink = {
      entry,
      info() {
        return this.entry;
      },
    };
    expect(world({ logger: sink }).logger.info("x")).toBe(entry);
  });

  it("that answers entries, as the one of Streams does, has those of the library sent to its server", () => {
    const sent: string[] = [];
    const info = (line: string) => ({ sendInternalLogToServer: () => void sent.push(line) });
    const { manager, logger } = world({ logger: { info } });
    logger.info("of the page");
    manager.getLogger({ isOwn: true }).info("of the library");
    expect(sent).toEqual(['INFO ["of the library"] ']);
  });

  it.each(["ccp", "softphone", "chat", "task"])(
    "of Streams does not take a line of the one word %s for a component",
    (word) => {
      const { sink, calls } = sinkOf("info");
      world({ logger: sink }).logger.info(word);
      expect(calls).toEqual([`info INFO ["${word}"] `]);
    },
  );

  it("that formats gets each percent sign doubled, a custom one does not", () => {
    const formatting = sinkOf("info");
    const custom = sinkOf("info");
    expect(world({ logger: formatting.sink }).logger.info("100% a%20b")).toBe('INFO ["100% a%20b"] ');
    world({ customizedLogger: custom.sink, logger: custom.sink }).logger.info("100%");
    expect(formatting.calls).toEqual(['info INFO ["100%% a%%20b"] ']);
    expect(custom.calls).toEqual(['info INFO ["100%"] ']);
  });
});

describe("ChatSession.Logger", () => {
  it("logs through its static methods, detached too", () => {
    const { calls, sink } = sinkOf("info");
    const { manager } = world({ customizedLogger: sink, level: 10 });
    const { debug, info, warn, error, advancedLog } = createLoggerClass(manager);
    for (const log of [debug, info, warn, error, advancedLog]) log("x");
    expect(calls.map((call) => call.split(" ")[1])).toEqual([
      "DEBUG",
      "INFO",
      "WARN",
      "ERROR",
      "ADVANCED_LOG",
    ]);
  });

  it("is a base whose methods do nothing until they are overridden", () => {
    const { platform, manager } = world({ useDefaultLogger: true, level: 10 });
    const lines: unknown[] = [];
    const Base = createLoggerClass(manager);
    class Mine extends Base {
      override info = (line: unknown) => lines.push(line);
    }
    const mine = new Mine();
    for (const level of LEVELS) mine[level]("x");
    manager.updateLoggerConfig({ customizedLogger: mine });
    manager.getLogger().info("y");
    manager.getLogger().warn("z");
    expect(lines).toEqual(["x", 'INFO ["y"] ']);
    expect(platform.printed).toEqual([]);
  });
});

describe("every sink", () => {
  const secret = { participantToken: "TOK-1", Content: "hello there" };

  it.each(LEVELS)("gets no token and no message text through %s (CP-37)", (level) => {
    const { calls, sink } = sinkOf("debug", "info", "warn", "error");
    const { platform, manager, logger } = world(
      { customizedLogger: sink, level: 10 },
      { logMetaData: secret },
    );
    logger[level]("sent", secret, JSON.stringify(secret));
    manager.updateLoggerConfig({ useDefaultLogger: true, level: 10 });
    logger[level]("sent", secret, JSON.stringify(secret));
    const written = [...calls, ...platform.printed.map(({ line }) => line)].join("\n");
    expect(written).toContain("[redacted]");
    expect(written).not.toMatch(/TOK-1|hello/);
  });
});

function raise(): never {
  throw new Error("unable to log; broken on purpose");
}
