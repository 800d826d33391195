import { differs, each } from "../scenario.js";
import type { Difference, Scenario } from "../scenario.js";
import type { Stage } from "../world/stage.js";
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

const FLAG = "MESSAGE_RECEIPTS_ENABLED";
const receipts = (messageReceipts: object) => ({ features: { messageReceipts } });
const off = receipts({ shouldSendMessageReceipts: false });

/** What a page configures, before a receipt that it sends. */
const configurations: readonly (readonly [
  what: string,
  configure: (chatSession: any) => void,
  ...differs: readonly Difference[],
])[] = [
  ...[null, 0, "false"].map(
    (shouldSendMessageReceipts) =>
      [
        `shouldSendMessageReceipts is ${JSON.stringify(shouldSendMessageReceipts)}, which is no false`,
        ({ setGlobalConfig }: any) => setGlobalConfig(receipts({ shouldSendMessageReceipts })),
      ] as const,
  ),
  ["features are a list without them", ({ setGlobalConfig }) => setGlobalConfig({ features: ["MINE"] })],
  [
    "a flag switches them on again",
    ({ setGlobalConfig, setFeatureFlag }) => {
      setGlobalConfig(off);
      setFeatureFlag(FLAG);
    },
  ],
  [
    "a list of features switches them on again",
    ({ setGlobalConfig }) => {
      setGlobalConfig(off);
      setGlobalConfig({ features: [FLAG] });
    },
  ],
  [
    "another flag leaves them off",
    ({ setGlobalConfig, setFeatureFlag }) => {
      setGlobalConfig(off);
      setFeatureFlag("MINE");
    },
  ],
  [
    "a configuration without features comes later",
    ({ setGlobalConfig }) => {
      setGlobalConfig(off);
      setGlobalConfig({ region: "eu-west-2" });
    },
    differs("CP-15", ({ notes }) => notes["receipts after ms"].pop()),
  ],
  ...["1000", -1, 0, 0.5].map(
    (throttleTime) =>
      [
        `their window is ${JSON.stringify(throttleTime)}`,
        ({ setGlobalConfig }: any) => setGlobalConfig(receipts({ throttleTime })),
      ] as const,
  ),
  [
    "their window is named beside the features",
    ({ setGlobalConfig }) => setGlobalConfig({ throttleTime: 1_000 }),
  ],
  [
    "their window is named in both places",
    ({ setGlobalConfig }) => setGlobalConfig({ throttleTime: 1_000, ...receipts({ throttleTime: 2_000 }) }),
  ],
];

/** Sends a receipt, and notes when its request went out. */
async function sendReceipt({ clock, service, begin, note }: Stage, session: any): Promise<void> {
  const { length } = service.requests;
  const sentAtMs = clock.nowMs();
  session
    .sendEvent({
      contentType: "application/vnd.amazonaws.connect.event.message.read",
      content: '{"messageId":"m1"}',
    })
    .catch(() => undefined);
  await clock.advance(10_000);
  // What the requests are like is compared elsewhere.
  begin();
  note(
    "receipts after ms",
    service.requests.slice(length).map(({ atMs }) => atMs - sentAtMs),
  );
}

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
  ...each(configurations, ([what, configure, ...differences]) => ({
    title: `receipts are sent, or not, where ${what}`,
    section,
    differs: differences,
    async play(stage) {
      const { session } = await stage.connected({}, { without: ["onDeepHeartbeatSuccess"] });
      configure(stage.connect.ChatSession);
      await sendReceipt(stage, session);
    },
  })),
];
