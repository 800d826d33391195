import { CHAT, chatEvent, chatItem } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import type { Client, Stage } from "../world/stage.js";

const section = "Connecting: customers";
const text = { message: "hello", contentType: "text/plain" };

/** Answers each connection with a token of ten minutes, or from the second one on with a failure. */
function giveTokens({ service, clock }: Stage, { atMost = Infinity } = {}): void {
  let count = 0;
  service.answer(({ path }) => {
    if (!path.endsWith("/connection")) return undefined;
    if (++count > atMost) return { status: 500 };
    const Expiry = new Date(clock.nowMs() + 600_000).toISOString();
    return {
      body: {
        Websocket: { Url: "wss://sockets.test/chat", ConnectionExpiry: Expiry },
        ConnectionCredentials: { ConnectionToken: `ct.${count}`, Expiry },
      },
    };
  });
}

/** What keeps a session from asking for another token. */
const stops: readonly (readonly [what: string, stop: (stage: Stage, client: Client) => unknown])[] = [
  ["the chat has ended", ({ service }) => service.sendItem(chatEvent("end", "chat.ended"))],
  ["the page has broken the connection", (_stage, { session }) => session.controller.breakConnection()],
];

/** What a customer's session does once it is connected. */
export const connectedCustomers: readonly Scenario[] = [
  {
    title: "has a status before, meanwhile and afterwards",
    section,
    async play({ create, service, clock, note }) {
      const { session, call } = create(
        {},
        { without: ["onConnectionEstablished", "onDeepHeartbeatSuccess"] },
      );
      const release = service.hold("/participant/connection");
      session.connect();
      await clock.settle();
      release();
      await clock.settle();
      await call("controller.getConnectionStatus");
      session.controller.breakConnection();
      await clock.settle();
      note("broken", session.controller.getConnectionStatus());
    },
  },
  {
    title: "has a status before connect(), too",
    section,
    differs: [
      differs("CP-89", ({ calls: [call] }) => {
        Object.assign(call!, { kind: "returned", value: "NeverEstablished" });
      }),
    ],
    async play({ create }) {
      await create().call("controller.getConnectionStatus");
    },
  },
  {
    title: "ends when the page breaks the connection",
    section,
    differs: [
      differs("CP-89", ({ calls: [call] }) => {
        call!.kind = "resolved";
      }),
    ],
    async play({ connected, clock, service }) {
      const { call } = await connected();
      await call("controller.breakConnection");
      await clock.advance(20_000);
      service.sendItem(chatItem("late"));
      await clock.settle();
      await call("sendMessage", text);
    },
  },
  {
    title: "gives two sessions of one contact what is said in it",
    section,
    differs: [
      differs("CP-90", ({ notes }) => {
        notes["sockets"] = 2;
      }),
    ],
    async play({ create, service, clock, begin, note }) {
      const one = create({}, { name: "one", without: ["onDeepHeartbeatSuccess"] });
      const two = create(
        { chatDetails: { ...CHAT, participantId: "participant-9", participantToken: "pt.other" } },
        { name: "two", without: ["onDeepHeartbeatSuccess"] },
      );
      await one.call("connect");
      await two.call("connect");
      begin();
      service.sendItem(chatItem("for both"));
      await clock.settle();
      note("sockets", service.socketLog.filter((line) => line.includes("opens")).length);
    },
  },
  ...each([1_800_000, 600_000], (lifeMs) => ({
    title: `asks for a new token a minute before the old one ends, in ${lifeMs / 60_000} minutes`,
    section,
    differs: [
      differs("CP-48", ({ requests: [request] }) => {
        Object.assign(request!, { body: '{"Type":["CONNECTION_CREDENTIALS"]}' });
      }),
    ],
    async play({ create, service, clock, begin, timeRequests, note }) {
      const bearers: unknown[] = [];
      let count = 0;
      service.answer(({ path, headers }) => {
        bearers.push([path, headers["x-amz-bearer"]]);
        if (!path.endsWith("/connection")) return undefined;
        const Expiry = new Date(clock.nowMs() + (++count === 1 ? lifeMs : 86_400_000)).toISOString();
        return {
          body: {
            Websocket: { Url: "wss://sockets.test/chat", ConnectionExpiry: Expiry },
            ConnectionCredentials: { ConnectionToken: `ct.${count}`, Expiry },
          },
        };
      });
      const { call } = create({}, { without: ["onDeepHeartbeatSuccess"] });
      await call("connect");
      begin();
      timeRequests();
      await clock.advance(lifeMs - 30_000);
      await call("sendMessage", text);
      note("bearers", bearers);
    },
  })),
  ...each(stops, ([what, stop]) => ({
    title: `asks for no other token when ${what}`,
    section,
    async play(stage) {
      giveTokens(stage);
      const client = await stage.connected({}, { without: ["onDeepHeartbeatSuccess"] });
      stop(stage, client);
      await stage.clock.settle();
      const { length } = stage.service.requests;
      await stage.clock.advance(1_200_000);
      stage.begin();
      stage.note("requests", stage.service.requests.length - length);
    },
  })),
  {
    title: "asks again when no token was to be had, while the old one serves",
    section,
    differs: [
      differs("CP-48", ({ notes }) => {
        notes["asked again"] = true;
      }),
    ],
    async play(stage) {
      giveTokens(stage, { atMost: 1 });
      await stage.connected({}, { without: ["onDeepHeartbeatSuccess"] });
      await stage.clock.advance(545_000);
      const { length } = stage.service.requests;
      await stage.clock.advance(355_000);
      const later = stage.service.requests.slice(length);
      stage.begin();
      stage.note("asked again", later.length > 0);
    },
  },
  {
    title: "leaves the connection of another session of the contact alone when it breaks its own",
    section,
    async play({ create, service, clock, begin, note }) {
      const one = create({}, { name: "one", without: ["onDeepHeartbeatSuccess"] });
      await one.call("connect");
      await clock.advance(1);
      const two = create(
        { chatDetails: { ...CHAT, participantId: "participant-9", participantToken: "pt.other" } },
        { name: "two", without: ["onDeepHeartbeatSuccess"] },
      );
      await two.call("connect");
      await clock.advance(1);
      const heard: unknown[] = [];
      for (const { session } of [one, two])
        session.onMessage(({ data }: any) => heard.push([session === one.session, data.Id]));
      one.session.controller.breakConnection();
      await clock.settle();
      service.sendItem(chatItem("for who is left"));
      await clock.settle();
      begin();
      note("heard", heard);
      note(
        "status",
        [one, two].map(({ session }) => session.controller.getConnectionStatus()),
      );
    },
  },
];
