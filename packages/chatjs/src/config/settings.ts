import { IllegalArgumentError } from "../errors.js";
import type { GlobalConfig, MessageReceiptsConfig } from "./globalConfig.js";

/** The global configuration as it stands. */
export interface Settings {
  readonly region: string;
  readonly regionOverride?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly customUserAgentSuffix?: string | undefined;
  readonly loggerConfig?: GlobalConfig["loggerConfig"];
  readonly isNetworkOnline?: (() => boolean | Promise<boolean>) | undefined;
  readonly featureFlags: readonly string[];
  readonly shouldSendMessageReceipts: boolean;
  readonly receiptThrottleMs: number;
  readonly csmConfig?: GlobalConfig["csmConfig"];
  readonly stage: string;
  readonly cell: string;
  readonly reconnect?: boolean | undefined;
}

/** The one mutable place of the configuration; `get` answers an immutable value. */
export interface SettingsStore {
  get(): Settings;
  /** Merges what `config` names. Throws IllegalArgumentError, and changes nothing, when a value has the wrong type. */
  update(config?: GlobalConfig | null): void;
  /** Any falsy value clears the override. */
  setRegionOverride(region?: string | null): void;
  setFeatureFlag(name: string): void;
}

type Check = readonly [isRight: (value: unknown) => boolean, expectation: string];

const typed = (type: string, expectation: string): Check => [(value) => typeof value === type, expectation];
const matching = (pattern: RegExp, expectation: string): Check => [
  (value) => typeof value === "string" && pattern.test(value),
  expectation,
];
const object = typed("object", "an object");
const text = typed("string", "a string");
const milliseconds: Check = [
  (value) => typeof value === "number" && value > 0,
  "a positive number of milliseconds",
];
/** The bearer goes to the host that the region names, so a region must not be able to name another one. */
const region = matching(/^[a-z\d-]+$/i, 'a name such as "us-west-2"');

/** What each value of the config must be, by its path. Falsy values count as absent. */
const CHECKS: readonly (readonly [path: string, check: Check])[] = [
  ["region", region],
  [
    "endpoint",
    matching(
      /^https?:\/\/[^\s?#/@\\]+(\/[^\s?#\\]*)?$/i,
      "an absolute http(s) URL without query and fragment",
    ),
  ],
  ["customUserAgentSuffix", text],
  ["stage", text],
  ["cell", text],
  ["loggerConfig", object],
  ["csmConfig", object],
  ["features", object],
  ["features.messageReceipts", object],
  ["features.messageReceipts.throttleTime", milliseconds],
  ["throttleTime", milliseconds],
  ["webSocketManagerConfig", object],
  [
    "webSocketManagerConfig.isNetworkOnline",
    typed("function", "a function that answers a boolean, or a promise of one"),
  ],
];

function check(name: string, value: unknown, [isRight, expectation]: Check): void {
  if (value && !isRight(value))
    throw new IllegalArgumentError(`unable to set global config; ${name} must be ${expectation}`, value);
}

const valueAt = (config: unknown, path: string) =>
  path.split(".").reduce((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], config);

/** Keys whose value replaces the former one as it is. */
const REPLACING = [
  "region",
  "endpoint",
  "customUserAgentSuffix",
  "loggerConfig",
  "csmConfig",
  "stage",
  "cell",
] as const;

function merge(settings: Settings, config: GlobalConfig): Settings {
  const { features, webSocketManagerConfig } = config;
  const isList = Array.isArray(features);
  const receipts = (isList ? undefined : (features as { messageReceipts?: MessageReceiptsConfig }))
    ?.messageReceipts;
  const wish: unknown = receipts?.shouldSendMessageReceipts;
  return {
    ...settings,
    ...Object.fromEntries(REPLACING.filter((key) => config[key]).map((key) => [key, config[key]])),
    reconnect: config.reconnect ?? settings.reconnect,
    isNetworkOnline: webSocketManagerConfig?.isNetworkOnline ?? settings.isNetworkOnline,
    featureFlags: isList ? [...(features as readonly string[])] : settings.featureFlags,
    shouldSendMessageReceipts: wish == null ? settings.shouldSendMessageReceipts : wish !== false,
    receiptThrottleMs: receipts?.throttleTime || config.throttleTime || settings.receiptThrottleMs,
  };
}

/** Creates the settings with their defaults. */
export function createSettings(): SettingsStore {
  let settings: Settings = {
    region: "us-west-2",
    featureFlags: [],
    shouldSendMessageReceipts: true,
    receiptThrottleMs: 5_000,
    stage: "prod",
    cell: "1",
  };
  return {
    get: () => settings,
    update(config) {
      check("config", config, object);
      for (const [path, rule] of CHECKS) check(path, valueAt(config, path), rule);
      settings = merge(settings, config ?? {});
    },
    setRegionOverride(next) {
      check("region", next, region);
      settings = { ...settings, regionOverride: next || undefined };
    },
    setFeatureFlag(name) {
      settings = { ...settings, featureFlags: [...new Set([...settings.featureFlags, name])] };
    },
  };
}
