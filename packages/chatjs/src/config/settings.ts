import { IllegalArgumentError } from "../errors.js";
import type { GlobalConfig, MessageReceiptsConfig } from "./globalConfig.js";

/** The global configuration as it stands: what calls have named so far. */
export interface Settings extends Omit<GlobalConfig, "features"> {
  readonly region: string;
  readonly regionOverride?: string | undefined;
  /** Whether sendEvent sends receipts. */
  readonly sendsReceipts: boolean;
  /** Length of a receipt window in milliseconds. */
  readonly throttleTime: number;
}

/** The one feature flag that means something: others are taken and dropped. */
const RECEIPTS_FLAG = "MESSAGE_RECEIPTS_ENABLED";
const THROTTLE_MS = 5_000;

/** Pages may pass anything here: 5.0.0 takes it. */
interface Features {
  readonly messageReceipts?: Readonly<Record<keyof MessageReceiptsConfig, unknown>> | null;
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

/** The type of values of the config, by their path. Falsy values count as absent. */
const TYPES = {
  loggerConfig: "object",
  customUserAgentSuffix: "string",
  "csmConfig.widgetType": "string",
  "webSocketManagerConfig.isNetworkOnline": "function",
};
/** The bearer goes to the host that these name, so they must not be able to smuggle in another one. */
const URL_OF_HOST = [/^https?:\/\/[^\s?#/@\\]+(\/[^\s?#\\]*)?$/i, "an absolute http(s) URL"] as const;
const PATTERNS: readonly (readonly [path: string, pattern: RegExp, expectation: string])[] = [
  ["region", /^[a-z\d-]+$/i, 'a name such as "us-west-2"'],
  ["endpoint", ...URL_OF_HOST],
  ["csmConfig.endpoint", ...URL_OF_HOST],
];

function assert(isRight: boolean, path: string, expectation: string, value: unknown): void {
  if (!isRight)
    throw new IllegalArgumentError(`unable to set global config; ${path} must be ${expectation}`, value);
}

function check(config: unknown): void {
  assert(!config || typeof config === "object", "config", "an object", config);
  for (const [path, type] of Object.entries(TYPES)) {
    const value = valueAt(config, path);
    assert(!value || typeof value === type, path, `of type ${type}`, value);
  }
  for (const [path, pattern, expectation] of PATTERNS) {
    const value = valueAt(config, path);
    assert(!value || (typeof value === "string" && pattern.test(value)), path, expectation, value);
  }
}

const valueAt = (config: unknown, path: string) =>
  path.split(".").reduce((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], config);

/** Creates the settings with their defaults. */
export function createSettings(): SettingsStore {
  let settings: Settings = { region: "us-west-2", sendsReceipts: true, throttleTime: THROTTLE_MS };
  const update: SettingsStore["update"] = (config) => {
    check(config);
    const named = Object.entries(config ?? {}).filter(([, value]) => value);
    const features = (config?.features ?? {}) as Features;
    const { shouldSendMessageReceipts: shouldSend, throttleTime = config?.throttleTime } =
      features.messageReceipts ?? {};
    const isOn = shouldSend == null ? settings.sendsReceipts : shouldSend !== false;
    settings = {
      ...settings,
      ...Object.fromEntries(named),
      // Receipts that one caller has configured survive another caller's features. // CP-15
      sendsReceipts: isOn || (Array.isArray(features) && features.includes(RECEIPTS_FLAG)),
      throttleTime: throttleTime == null ? settings.throttleTime : Number(throttleTime) || THROTTLE_MS,
    };
  };
  return {
    get: () => settings,
    update,
    setRegionOverride(next) {
      check({ region: next });
      settings = { ...settings, regionOverride: next || undefined };
    },
    setFeatureFlag: (name) => update({ features: [name] }),
  };
}
