import { differs, each } from "../scenario.js";
import type { Difference, Scenario } from "../scenario.js";
import type { Stage } from "../world/stage.js";
import { announcesOnce, comesUp, connectsWhenSubscribed, MISSED } from "./differences.js";

const section = "Platform";
const text = { message: "hello", contentType: "text/plain" };

const QUIET = ["onConnectionEstablished", "onDeepHeartbeatSuccess", "onDeepHeartbeatFailure"];

/** What the page says of its network. */
const setOnline = (onLine: boolean | undefined) =>
  Object.defineProperty(Navigator.prototype, "onLine", { get: () => onLine, configurable: true });

const connectQuietly = async (stage: Stage) => {
  stage.ignoreHeartbeats();
  const client = stage.create({}, { without: QUIET });
  void client.session.connect();
  await stage.clock.advance(6_000);
  return client;
};

/** Where 5.0.0 waits for the network, a socket is opened. */
const opens = (id: Difference["id"] = "CP-41") =>
  differs(id, ({ socket }) => {
    socket.push(...comesUp(1));
  });

const probes: readonly (readonly [what: string, probe: () => unknown, waits: boolean])[] = [
  ["true", () => true, false],
  ["false", () => false, true],
  ["a promise of true", () => Promise.resolve(true), false],
  ["a promise of false", () => Promise.resolve(false), false],
];

export const platform: readonly Scenario[] = [
  ...each(probes, ([what, isNetworkOnline, waits]) => ({
    title: `connects where isNetworkOnline says ${what}`,
    section,
    differs: waits ? [opens()] : [],
    async play(stage) {
      stage.connect.ChatSession.setGlobalConfig({ webSocketManagerConfig: { isNetworkOnline } });
      const { call } = await connectQuietly(stage);
      await call("sendMessage", text);
    },
  })),
  ...each([false, undefined], (onLine) => ({
    title: `connects where navigator.onLine is ${onLine}`,
    section,
    differs: [opens(onLine === undefined ? "CP-80" : undefined)],
    async play(stage) {
      setOnline(onLine);
      const { call } = await connectQuietly(stage);
      await call("sendMessage", text);
    },
  })),
  {
    title: "reconnects although the page is said to be offline",
    section,
    differs: [
      differs("CP-41", ({ requests, socket }) => {
        requests.push(requests[0]!, MISSED);
        socket.push(...comesUp(2));
      }),
    ],
    async play(stage) {
      const { service, clock } = stage;
      await connectQuietly(stage);
      setOnline(false);
      dispatchEvent(new Event("offline"));
      service.drop();
      await clock.advance(60_000);
    },
  },
  {
    title: "reconnects when the page is online again",
    section,
    async play(stage) {
      const { service, clock, note } = stage;
      await connectQuietly(stage);
      setOnline(false);
      dispatchEvent(new Event("offline"));
      service.drop();
      await clock.advance(1_000);
      setOnline(true);
      dispatchEvent(new Event("online"));
      await clock.advance(60_000);
      stage.begin();
      note("sockets", service.socketLog.filter((line) => line.includes("opens")).length);
    },
  },
  {
    title: "says what to do where there is no WebSocket",
    section,
    differs: [
      differs("CP-81", ({ notes }) => {
        notes["says what to do"] = true;
      }),
    ],
    async play({ create, clock, note }) {
      Reflect.deleteProperty(globalThis, "WebSocket");
      const { session } = create({}, { without: ["onConnectionBroken"] });
      session.connect().catch((error: any) => {
        note("rejects", true);
        note("says what to do", String(error?._debug?.message).includes("set globalThis.WebSocket"));
      });
      await clock.advance(5_000);
    },
  },
  {
    title: "uses the fetch and the WebSocket that there are when it connects",
    section,
    differs: [connectsWhenSubscribed, announcesOnce],
    async play({ create, note }) {
      const { call } = create();
      const used = new Set<string>();
      const { fetch: given, WebSocket: Given } = globalThis;
      globalThis.fetch = (...args) => {
        used.add("fetch");
        return given(...args);
      };
      globalThis.WebSocket = class extends Given {
        constructor(...args: ConstructorParameters<typeof WebSocket>) {
          super(...args);
          used.add("WebSocket");
        }
      };
      await call("connect");
      note("used", [...used]);
    },
  },
  {
    title: "makes ClientTokens without crypto.randomUUID",
    section,
    before() {
      Object.defineProperty(Crypto.prototype, "randomUUID", { value: undefined });
    },
    async play({ connected }) {
      const { call } = await connected();
      await call("sendMessage", text);
    },
  },
];
