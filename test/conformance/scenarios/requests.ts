import { CHAT } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import { rejectsWithErrors } from "./differences.js";

const section = "Requests";
const text = { message: "hello", contentType: "text/plain" };
const typing = "application/vnd.amazonaws.connect.event.typing";
const acknowledged = "application/vnd.amazonaws.connect.event.connection.acknowledged";

const calls: readonly (readonly [method: string, ...args: readonly unknown[]])[] = [
  ["sendMessage", { message: 'häßlich "quoted" \u2028 🙂', contentType: "text/plain" }],
  ["sendMessage", { ...text, clientToken: "mine", metadata: "not sent" }],
  ["sendMessage", { message: "", contentType: "text/plain", clientToken: "" }],
  ["sendMessage", { message: "x", contentType: typing, clientToken: "mine" }],
  ["sendEvent", { contentType: typing }],
  ["sendEvent", { contentType: acknowledged, content: '{"a":1}', clientToken: "mine", metadata: "not sent" }],
  ["sendEvent", { contentType: acknowledged, content: "", clientToken: "mine" }],
  ["sendEvent", { contentType: acknowledged, content: null, clientToken: "mine" }],
  ["getTranscript"],
  ["getTranscript", { maxResults: 2 }],
  [
    "getTranscript",
    {
      startPosition: { id: "item-1", absoluteTime: "2031-02-03T04:05:06.789Z", mostRecent: 5 },
      scanDirection: "FORWARD",
      sortOrder: "DESCENDING",
      maxResults: 3,
      nextToken: "next",
      contactId: "contact-1",
      metadata: "not sent",
    },
  ],
  ["getTranscript", { startPosition: { mostRecent: 0 } }],
  ["getTranscript", { startPosition: { id: null, absoluteTime: undefined } }],
  ["getTranscript", { startPosition: null, maxResults: 0, scanDirection: "", sortOrder: null }],
  ["getTranscript", { maxResults: "5", scanDirection: "SIDEWAYS" }],
  ["getTranscript", { nextToken: null, contactId: null }],
  ["getTranscript", { nextToken: "", contactId: "" }],
  ["disconnectParticipant"],
];

export const requests: readonly Scenario[] = [
  ...each(calls, ([method, ...args]) => ({
    title: `${method}(${args.map((arg) => JSON.stringify(arg)).join()})`,
    section,
    async play({ connected }) {
      const { call } = await connected();
      await call(method, ...args);
    },
  })),
  ...each([500, 503, 429], (status) => ({
    title: `are made three times where the service answers ${status}, with one ClientToken`,
    section,
    differs: [rejectsWithErrors],
    async play({ connected, service, clock }) {
      const { call } = await connected();
      service.answer(() => ({ status, body: {} }));
      await call("sendMessage", text);
      await clock.advance(5_000);
    },
  })),
  {
    title: "succeed when a later attempt does",
    section,
    async play({ connected, service, clock, calls: traced }) {
      const { call } = await connected();
      let count = 0;
      service.answer(() => (++count < 3 ? { status: 500, body: {} } : undefined));
      await call("sendMessage", text);
      await clock.advance(5_000);
      // How long it waited is chance.
      const { $metadata } = traced()[0]!.value.data;
      $metadata.totalRetryDelay = typeof $metadata.totalRetryDelay;
    },
  },
  {
    title: "have a ClientToken of their own each",
    section,
    async play({ connected }) {
      const { call } = await connected();
      await call("sendMessage", text);
      await call("sendMessage", text);
    },
  },
  {
    title: "carry no signature with empty credentials",
    section,
    differs: [
      differs("CP-39", ({ notes }) => {
        notes["headers"] = notes["headers"].filter(
          (name: string) => !["authorization", "x-amz-content-sha256", "x-amz-date"].includes(name),
        );
      }),
    ],
    async play({ connected, service, note }) {
      const { call } = await connected();
      await call("sendMessage", text);
      const { headers } = service.requests.at(-1)!;
      note("headers", Object.keys(headers).sort());
      note("content type", headers["content-type"]);
    },
  },
  {
    title: "say which library makes them, and for whom",
    section,
    async play({ connect, connected, service, note }) {
      connect.ChatSession.setGlobalConfig({ customUserAgentSuffix: "MyApp/1.2 (x; y)" });
      const { call } = await connected();
      await call("sendMessage", text);
      const agent = service.requests.at(-1)!.headers["x-amz-user-agent"]!;
      note("suffix", /AmazonConnect-ChatJS\/.*?(-MyApp.*)$/.exec(agent)?.[1]);
    },
  },
  {
    title: "say for whom, also where that is configured later, or not again",
    section,
    differs: [
      differs("CP-123", ({ notes }) => {
        notes["suffixes"] = ["-MyApp", "-MyApp", "-Later", "-Later"];
      }),
    ],
    async play({ connect, create, service, begin, note }) {
      const { setGlobalConfig } = connect.ChatSession;
      const suffixes: unknown[] = [];
      const connectAnother = async (contactId: string) => {
        const { call } = create({ chatDetails: { ...CHAT, contactId } }, { name: contactId });
        await call("connect");
        return call;
      };
      const noteSuffix = () => {
        const agent = service.requests.at(-1)!.headers["x-amz-user-agent"]!;
        suffixes.push(/AmazonConnect-ChatJS\/.*?(-[A-Z].*)?$/.exec(agent)?.[1]);
      };
      setGlobalConfig({ customUserAgentSuffix: "MyApp" });
      const call = await connectAnother("one");
      noteSuffix();
      setGlobalConfig({ customUserAgentSuffix: "" });
      await call("sendMessage", text);
      noteSuffix();
      setGlobalConfig({ customUserAgentSuffix: "Later" });
      await call("sendMessage", text);
      noteSuffix();
      await connectAnother("two");
      noteSuffix();
      begin();
      note("suffixes", suffixes);
    },
  },
  {
    title: "are made again with a new token where the service refuses the old one",
    section,
    differs: [
      differs("CP-50", ({ calls: [call], requests: all }) => {
        Object.assign(call!, { kind: "resolved", value: "sent" });
        all.push(
          {
            request: "POST /participant/connection",
            bearer: "participantToken",
            body: '{"Type":["CONNECTION_CREDENTIALS"]}',
          },
          all[0]!,
        );
      }),
    ],
    async play({ connected, service, clock, calls: traced }) {
      const { call } = await connected({}, { without: ["onDeepHeartbeatSuccess"] });
      const Expiry = "2031-02-04T04:00:00Z";
      service.answer(({ path, headers }) => {
        if (path.endsWith("/connection"))
          return { body: { ConnectionCredentials: { ConnectionToken: "ct.second", Expiry } } };
        if (headers["x-amz-bearer"] === "ct.second") return undefined;
        return {
          status: 403,
          headers: { "x-amzn-errortype": "AccessDeniedException" },
          body: { message: "no" },
        };
      });
      await call("sendMessage", text);
      await clock.advance(5_000);
      for (const one of traced()) if (one.kind === "resolved") one.value = "sent";
    },
  },
  {
    title: "go out in the order of the calls, without waiting for each other",
    section,
    async play({ connected, service, clock }) {
      const { session } = await connected();
      const release = service.hold("/participant/message");
      for (const message of ["one", "two", "three"]) session.sendMessage({ ...text, message });
      await clock.settle();
      release();
      await clock.settle();
    },
  },
];
