import { IllegalArgumentError } from "../errors.js";
import { isObject } from "../lib/isObject.js";
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
export const DEFAULT_REGION = "us-west-2";
/** Length of a receipt window, unless the page says otherwise. */
export const THROTTLE_MS = 5_000;

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

/**
 * The bearer goes to the host that these name: encrypted, unless it stays on this machine, and they must not be able to smuggle in
 * another host. // CP-110
 */
const HOST = [
  "string",
  "an https URL",
  /^(https:\/\/[\w[]|http:\/\/(127\.0\.0\.1|localhost|\[::1\])([:/]|$))[^\s?#@\\]*$/,
] as const;
/** What values of the config must be, by their path. Falsy values count as absent. */
const RULES: readonly (readonly [path: string, type: string, expectation?: string, pattern?: RegExp])[] = [
  ["loggerConfig", "object"],
  ["customUserAgentSuffix", "string"],
  ["csmConfig.widgetType", "string"],
  ["webSocketManagerConfig.isNetworkOnline", "function"],
  ["region", "string", 'a name such as "us-west-2"', /^[\w-]+$/],
  ["endpoint", ...HOST],
  ["csmConfig.endpoint", ...HOST],
];

/**
 * @param problem what a wrong value leads to: the beginning of the error's text
 * @throws IllegalArgumentError when a value of the configuration has the wrong type, or could lead to another host
 */
export function assertConfig(config: unknown, problem: string): void {
  const refuse = (path: string, expectation: string, value: unknown) => {
    throw new IllegalArgumentError(`${problem}${path} must be ${expectation}`, value);
  };
  if (config && !isObject(config)) refuse("config", "an object", config);
  for (const [path, type, expectation = `of type ${type}`, pattern] of RULES) {
    const value = path
      .split(".")
      .reduce((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], config);
    if (value && (typeof value !== type || pattern?.test(value as string) === false))
      refuse(path, expectation, value);
  }
}

const PROBLEM = "unable to set global config; ";

/** Creates the settings with their defaults. */
export function createSettings(): SettingsStore {
  let settings: Settings = { region: DEFAULT_REGION, sendsReceipts: true, throttleTime: THROTTLE_MS };
  const update: SettingsStore["update"] = (config) => {
    assertConfig(config, PROBLEM);
    const named = Object.fromEntries(Object.entries(config ?? {}).filter(([, value]) => value));
    const features = (config?.features ?? {}) as Features;
    const { shouldSendMessageReceipts: shouldSend, throttleTime = config?.throttleTime } =
      features.messageReceipts ?? {};
    const isOn = shouldSend == null ? settings.sendsReceipts : shouldSend !== false;
    settings = {
      ...settings,
      ...named,
      // Receipts that one caller has configured survive another caller's features. // CP-15
      sendsReceipts: isOn || (Array.isArray(features) && features.includes(RECEIPTS_FLAG)),
      throttleTime: throttleTime == null ? settings.throttleTime : Number(throttleTime) || THROTTLE_MS,
    };
  };
  return {
    get: () => settings,
    update,
    setRegionOverride(next) {
      assertConfig({ region: next }, PROBLEM);
      settings = { ...settings, regionOverride: next || undefined };
    },
    setFeatureFlag: (name) => update({ features: [name] }),
  };
}
