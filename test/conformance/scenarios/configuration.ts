import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import { onlyNames } from "./differences.js";

const section = "Configuration and logging";

const anything: readonly object[] = [
  {},
  { features: undefined },
  { features: [] },
  { features: ["MESSAGE_RECEIPTS_ENABLED", "MINE"] },
  { features: {} },
  { features: { messageReceipts: {} } },
  { features: { messageReceipts: { shouldSendMessageReceipts: true, throttleTime: 1_000 } } },
  { throttleTime: 1_000 },
  { stage: "test", cell: "2", reconnect: false },
  { csmConfig: { widgetType: "Mine" } },
  { webSocketManagerConfig: { isNetworkOnline: () => true } },
  { mine: 1 },
  { region: null, endpoint: null, loggerConfig: null, csmConfig: null },
  { webSocketManagerConfig: { isNetworkOnline: null } },
  { features: true },
  { features: { messageReceipts: true } },
];

export const configuration: readonly Scenario[] = [
  ...each(anything, (config) => ({
    title: `setGlobalConfig takes ${JSON.stringify(config, (_name, value: unknown) => (typeof value === "function" ? "a function" : value))}${"features" in config && config.features === undefined ? " with features undefined" : ""}`,
    section,
    async play({ connect, attempt }) {
      await attempt("setGlobalConfig", () => connect.ChatSession.setGlobalConfig(config));
    },
  })),
  ...each([undefined, null], (config) => ({
    title: `setGlobalConfig takes ${config}, which changes nothing`,
    section,
    differs: [
      differs("CP-93", ({ calls: [call] }) => {
        Object.assign(call!, { kind: "returned", value: "<undefined>" });
      }),
    ],
    async play(stage) {
      const { connect, attempt } = stage;
      await attempt("setGlobalConfig", () => connect.ChatSession.setGlobalConfig(config));
      onlyNames(stage);
    },
  })),
];
