import { CHAT, chatItem } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";

const section = "Connecting: customers";
const text = { message: "hello", contentType: "text/plain" };

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
];
