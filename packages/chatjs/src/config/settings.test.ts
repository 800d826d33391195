import { describe, expect, it } from "vitest";
import { resolveEndpoint, resolveRegion } from "./endpoint.js";
import type { GlobalConfig } from "./globalConfig.js";
import { createSettings } from "./settings.js";

const after = (...configs: (GlobalConfig | null | undefined)[]) => {
  const store = createSettings();
  for (const config of configs) store.update(config);
  return store.get();
};

describe("settings", () => {
  it("start with the defaults", () => {
    expect(after()).toEqual({ region: "us-west-2", sendsReceipts: true, throttleTime: 5_000 });
  });

  it("take a call without a config", () => {
    expect(after(undefined, null, {})).toEqual(after({}));
  });

  it("keep what a later call does not name, as the calls of Streams do not", () => {
    const isNetworkOnline = () => Promise.resolve(true);
    const first: GlobalConfig = {
      region: "eu-west-2",
      endpoint: "https://chat.example/x",
      customUserAgentSuffix: "mine",
      webSocketManagerConfig: { isNetworkOnline },
      features: { messageReceipts: { shouldSendMessageReceipts: false, throttleTime: 1_000 } },
      csmConfig: { widgetType: "w" },
      stage: "test",
      cell: "7",
      reconnect: false,
    };
    const logger = {};
    const settings = after(first, {
      loggerConfig: { logger },
      region: null,
      features: undefined,
      csmConfig: null,
    });
    expect(settings).toMatchObject({
      region: "eu-west-2",
      endpoint: "https://chat.example/x",
      customUserAgentSuffix: "mine",
      webSocketManagerConfig: { isNetworkOnline },
      sendsReceipts: false,
      throttleTime: 1_000,
      csmConfig: { widgetType: "w" },
      stage: "test",
      cell: "7",
    });
    expect(settings.loggerConfig?.logger).toBe(logger);
  });

  it("replace what a later call names", () => {
    const settings = after(
      { region: "eu-west-2", features: { messageReceipts: { shouldSendMessageReceipts: false } } },
      {
        region: "us-east-1",
        throttleTime: 200,
        features: { messageReceipts: { shouldSendMessageReceipts: true } },
      },
    );
    expect(settings).toMatchObject({
      region: "us-east-1",
      sendsReceipts: true,
      throttleTime: 200,
    });
  });

  const receipts = (messageReceipts: object | null): GlobalConfig => ({ features: { messageReceipts } });
  const off = receipts({ shouldSendMessageReceipts: false });
  it.each<[string, readonly GlobalConfig[], boolean]>([
    ["nothing", [], true],
    ["what turns them off", [off], false],
    ["what turns them on again", [off, receipts({ shouldSendMessageReceipts: true })], true],
    ["what is neither", [off, receipts({ shouldSendMessageReceipts: "no" })], true],
    ["a call that does not say", [off, {}, receipts({}), receipts(null), { features: null }], false],
    ["another setting of receipts", [off, receipts({ throttleTime: 1 })], false],
    ["a list of flags", [off, { features: ["OTHER"] }], false],
    ["a list with their flag", [off, { features: ["OTHER", "MESSAGE_RECEIPTS_ENABLED"] }], true],
    ["a list without it", [{ features: [] }], true],
  ])("send receipts or not, after %s (CP-15)", (_what, configs, sendsReceipts) => {
    expect(after(...configs).sendsReceipts).toBe(sendsReceipts);
  });

  it("send receipts once their flag is set, and take other flags", () => {
    const store = createSettings();
    store.update(off);
    store.setFeatureFlag("OTHER");
    expect(store.get().sendsReceipts).toBe(false);
    store.setFeatureFlag("MESSAGE_RECEIPTS_ENABLED");
    expect(store.get().sendsReceipts).toBe(true);
  });

  it.each<[string, readonly GlobalConfig[], number]>([
    ["the older name", [{ throttleTime: 200 }], 200],
    ["the newer name", [receipts({ throttleTime: 300 })], 300],
    ["both", [{ throttleTime: 200, ...receipts({ throttleTime: 300 }) }], 300],
    ["a later call by the other name", [receipts({ throttleTime: 300 }), { throttleTime: 200 }], 200],
    ["a call that does not name it", [{ throttleTime: 200 }, {}, off, { throttleTime: null }], 200],
    ["0, which means the default", [{ throttleTime: 200 }, { throttleTime: 0 }], 5_000],
    ["a number as a text", [receipts({ throttleTime: "1000" })], 1_000],
    ["nonsense", [receipts({ throttleTime: "soon" })], 5_000],
  ])("take the receipt window from %s (CP-15)", (_what, configs, throttleTime) => {
    expect(after(...configs).throttleTime).toBe(throttleTime);
  });

  it.each<[string, unknown]>([
    ["config", "eu-west-2"],
    ["region", 5],
    ["region", "evil.example/#"],
    ["region", ["us-east-1"]],
    ["endpoint", "chat.example"],
    ["endpoint", "/relative"],
    ["endpoint", "ftp://chat.example"],
    ["endpoint", "https://chat.example?x"],
    ["endpoint", "https://user@chat.example"],
    ["endpoint", new URL("https://chat.example")],
    ["customUserAgentSuffix", 1],
    ["loggerConfig", "console"],
    ["webSocketManagerConfig.isNetworkOnline", true],
  ])("refuse a wrong %s and change nothing (CP-114)", (path, value) => {
    const store = createSettings();
    const before = store.get();
    const config = path === "config" ? value : nested(path, value);
    let thrown: unknown;
    try {
      store.update(config as GlobalConfig);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ name: "IllegalArgument", code: "ILLEGAL_ARGUMENT", argument: value });
    expect((thrown as Error).message).toMatch(`unable to set global config; ${path} must be `);
    expect(store.get()).toBe(before);
  });
});

describe("what names a host that tokens go to (CP-110)", () => {
  const named = (endpoint: string) => () => after({ endpoint }).endpoint;

  it.each([
    "https://proxy.example",
    "https://proxy.example:8443/a/b//",
    "https://[2001:db8::1]:8443/a",
    "http://127.0.0.1:4510",
    "http://localhost",
    "http://localhost/base",
    "http://[::1]:4510/base",
  ])("may be %s", (endpoint) => {
    expect(named(endpoint)()).toBe(endpoint);
  });

  it.each([
    "http://proxy.example",
    "http://10.0.2.2:4510",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example:80/",
    "http://localhost:80@evil.example",
    "http://localhost@evil.example",
    "https://localhost:80@evil.example",
    "https://proxy.example\\@evil.example",
    "https://",
    "https:///evil.example",
    "https://?evil.example",
    "https://proxy.example#",
    "https://proxy.example /",
    "file://localhost/",
    "wss://proxy.example",
    "//proxy.example",
  ])("is refused as %j, of metrics too", (endpoint) => {
    expect(named(endpoint)).toThrow(/endpoint must be an https URL/);
    expect(() => after({ csmConfig: { endpoint } })).toThrow(/csmConfig.endpoint must be an https URL/);
  });
});

describe("the region of a session", () => {
  it("is the override, else the one of the options, else the global one", () => {
    const store = createSettings();
    expect(resolveRegion(store.get())).toBe("us-west-2");
    store.update({ region: "eu-west-2" });
    expect(resolveRegion(store.get())).toBe("eu-west-2");
    expect(resolveRegion(store.get(), "us-east-1")).toBe("us-east-1");
    store.setRegionOverride("ap-southeast-2");
    expect(resolveRegion(store.get(), "us-east-1")).toBe("ap-southeast-2");
    store.setRegionOverride(null);
    expect(resolveRegion(store.get(), "us-east-1")).toBe("us-east-1");
  });

  it("cannot name a host of its own", () => {
    expect(() => createSettings().setRegionOverride("evil.example/#")).toThrow(/must be a name/);
  });
});

describe("the endpoint", () => {
  it("is the service of the region", () => {
    expect(resolveEndpoint(after(), "eu-west-2")).toBe("https://participant.connect.eu-west-2.amazonaws.com");
  });

  it.each([
    ["http://localhost:4600", "http://localhost:4600"],
    ["https://proxy.example/a/b//", "https://proxy.example/a/b"],
  ])("is %s where that is configured, whatever the region", (endpoint, expected) => {
    expect(resolveEndpoint(after({ endpoint }), "eu-west-2")).toBe(expected);
  });
});

function nested(path: string, value: unknown): unknown {
  return path.split(".").reduceRight((inner, key) => ({ [key]: inner }), value);
}
