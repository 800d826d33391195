import { CHAT } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Difference, Scenario } from "../scenario.js";
import type { Stage } from "../world/stage.js";
import { announcesOnce, connectsWhenSubscribed, namesMissingArguments, onlyNames } from "./differences.js";

const section = "create and chat details";
const { contactId, participantId, participantToken } = CHAT;

/** Traces what `create` made of its arguments. */
const tryCreate = async ({ connect, attempt, note }: Stage, args: unknown) => {
  let session: any;
  const { kind } = await attempt("create", () => {
    session = connect.ChatSession.create(args);
    return session.controller ? session.getChatDetails() : "a session without controller";
  });
  if (kind === "returned" && session.controller) note("type", session.controller.sessionType);
};

const accepted: readonly (readonly [what: string, args: object])[] = [
  ["camelCase details", { chatDetails: CHAT }],
  ["PascalCase details", { chatDetails: { ContactId: "C", ParticipantId: "P", ParticipantToken: "PT" } }],
  [
    "PascalCase before camelCase",
    {
      chatDetails: {
        ...CHAT,
        ContactId: "C",
        ParticipantId: "P",
        ParticipantToken: "PT",
        InitialContactId: "I",
        initialContactId: "i",
      },
    },
  ],
  ["an initialContactId", { chatDetails: { ...CHAT, initialContactId: "i" } }],
  ["an InitialContactId", { chatDetails: { ...CHAT, InitialContactId: "I" } }],
  ["an empty PascalCase id beside one in camelCase", { chatDetails: { ...CHAT, ContactId: "" } }],
  ["no participantToken", { chatDetails: { contactId, participantId } }],
  ["a participantToken that is null", { chatDetails: { ...CHAT, participantToken: null } }],
  ["a participantToken that is empty", { chatDetails: { ...CHAT, participantToken: "" } }],
  ["connection details, which are dropped", { chatDetails: { ...CHAT, connectionDetails: { url: "x" } } }],
  ["members that nobody knows", { chatDetails: { ...CHAT, mine: 1 }, mine: 2 }],
  ["no type, which is AGENT", { type: undefined, chatDetails: CHAT }],
  ["an empty type, which is AGENT", { type: "", chatDetails: CHAT }],
  ["an agent without getConnectionToken", { type: "AGENT", chatDetails: CHAT }],
  [
    "an agent with getConnectionToken",
    { type: "AGENT", chatDetails: { ...CHAT, getConnectionToken: () => Promise.reject(new Error()) } },
  ],
  ["empty options", { chatDetails: CHAT, options: {} }],
  ["options that are null", { chatDetails: CHAT, options: null }],
  ["options that are a text", { chatDetails: CHAT, options: "us-east-1" }],
  ["a region that is undefined", { chatDetails: CHAT, options: { region: undefined } }],
];

const refused: readonly (readonly [what: string, args: unknown])[] = [
  ["no chat details", { type: "CUSTOMER" }],
  ["empty chat details", { type: "CUSTOMER", chatDetails: {} }],
  ["no participantId", { type: "CUSTOMER", chatDetails: { contactId, participantToken } }],
  ["no contactId", { type: "CUSTOMER", chatDetails: { participantId, participantToken } }],
  ["a contactId that is a number", { type: "CUSTOMER", chatDetails: { ...CHAT, contactId: 7 } }],
  ["a participantId that is an object", { type: "CUSTOMER", chatDetails: { ...CHAT, participantId: {} } }],
];

/** Where a session's first request goes. */
const regions: readonly (readonly [
  what: string,
  given: { override?: string | null; global?: object; options?: object },
])[] = [
  ["us-west-2, when nothing is said", {}],
  ["the global region", { global: { region: "eu-west-2" } }],
  [
    "the options' region, before the global one",
    { global: { region: "eu-west-2" }, options: { region: "us-east-1" } },
  ],
  [
    "the override, before all others",
    { override: "ap-south-1", global: { region: "eu-west-2" }, options: { region: "us-east-1" } },
  ],
  ["the options' region, when the override is null", { override: null, options: { region: "us-east-1" } }],
  ["the global region, when the override is empty", { override: "", global: { region: "eu-west-2" } }],
  ["the endpoint, whatever the region", { global: { endpoint: "https://chat.test", region: "eu-west-2" } }],
  ["the endpoint with its path", { global: { endpoint: "https://chat.test/proxy" } }],
  ["the endpoint without a slash at its end", { global: { endpoint: "https://chat.test/proxy/" } }],
  ["the global region, when a region is empty", { global: { region: "" }, options: { region: "" } }],
];

/** What a page configures when there is a session already. */
const laterConfigurations: readonly (readonly [
  what: string,
  configure: (chatSession: any) => void,
  ...differs: readonly Difference[],
])[] = [
  ["another region", ({ setGlobalConfig }) => setGlobalConfig({ region: "eu-west-2" })],
  ["a region by override", ({ setRegionOverride }) => setRegionOverride("eu-west-2")],
  [
    "an endpoint",
    ({ setGlobalConfig }) => setGlobalConfig({ endpoint: "https://later.test" }),
    differs("CP-123", ({ requests }) => {
      Object.assign(requests[1]!, { request: "POST https://later.test/participant/connection" });
    }),
  ],
];

const connectTo = async ({ connect, attempt, service }: Stage, options: object = {}) => {
  const session = connect.ChatSession.create({
    type: "CUSTOMER",
    disableCSM: true,
    chatDetails: CHAT,
    options,
  });
  service.answer(() => ({ status: 400, headers: { "x-amzn-errortype": "ValidationException" } }));
  await attempt("connect", () => session.connect().catch(() => "refused"));
};

export const create: readonly Scenario[] = [
  ...each(accepted, ([what, args]) => ({
    title: `takes ${what}`,
    section,
    play: (stage) => tryCreate(stage, { type: "CUSTOMER", disableCSM: true, ...args }),
  })),
  ...each(["customer", "SUPERVISOR", 7], (type) => ({
    title: `refuses the type ${JSON.stringify(type)}, and gives it back in the error`,
    section,
    async play(stage) {
      await tryCreate(stage, { type, disableCSM: true, chatDetails: CHAT });
      try {
        stage.connect.ChatSession.create({ type, chatDetails: CHAT });
      } catch (error) {
        stage.note("argument", (error as { readonly argument?: unknown }).argument);
      }
    },
  })),
  ...each(refused, ([what, args]) => ({
    title: `refuses ${what}`,
    section,
    differs: [
      differs("CP-24", ({ calls }) => {
        calls[0] = { call: "create", kind: "threw", value: "IllegalArgument" };
      }),
    ],
    async play(stage) {
      await tryCreate(stage, { disableCSM: true, ...(args as object) });
      onlyNames(stage);
    },
  })),
  {
    title: "refuses to create a session from nothing",
    section,
    differs: [namesMissingArguments],
    async play(stage) {
      await tryCreate(stage, undefined);
      onlyNames(stage);
    },
  },
  ...each(regions, ([what, { override, global, options }]) => ({
    title: `asks at ${what}`,
    section,
    async play(stage) {
      const { ChatSession } = stage.connect;
      if (global) ChatSession.setGlobalConfig(global);
      if (override !== undefined) ChatSession.setRegionOverride(override);
      await connectTo(stage, options);
    },
  })),
  ...each([undefined, ""], (participantToken) => ({
    title: `asks nothing for who has ${participantToken === "" ? "an empty" : "no"} participantToken, and rejects`,
    section,
    differs: [differs("CP-117", ({ requests }) => requests.splice(0))],
    async play(stage) {
      const session = stage.connect.ChatSession.create({
        type: "CUSTOMER",
        disableCSM: true,
        chatDetails: { ...CHAT, participantToken },
      });
      stage.service.answer(() => ({ status: 400, headers: { "x-amzn-errortype": "ValidationException" } }));
      await stage.attempt("connect", () => session.connect().catch(() => "refused"));
    },
  })),
  {
    title: "keeps an option's region for later sessions",
    section,
    async play(stage) {
      await connectTo(stage, { region: "eu-central-1" });
      await connectTo(stage);
    },
  },
  {
    title: "keeps the endpoint when a later configuration names none",
    section,
    async play(stage) {
      const { ChatSession } = stage.connect;
      ChatSession.setGlobalConfig({ endpoint: "https://chat.test" });
      ChatSession.setGlobalConfig({ region: "eu-central-1" });
      ChatSession.setGlobalConfig({ endpoint: "" });
      await connectTo(stage);
    },
  },
  ...each(laterConfigurations, ([what, configure, ...differences]) => ({
    title: `asks where it was to when it was created; a later session at ${what}`,
    section,
    differs: differences,
    async play(stage) {
      const { ChatSession } = stage.connect;
      const open = () => ChatSession.create({ type: "CUSTOMER", disableCSM: true, chatDetails: CHAT });
      stage.service.answer(() => ({ status: 400, headers: { "x-amzn-errortype": "ValidationException" } }));
      const earlier = open();
      configure(ChatSession);
      for (const session of [earlier, open()])
        await stage.attempt("connect", () => session.connect().catch(() => "refused"));
    },
  })),
  {
    title: "calls getConnectionToken without knowing whose it is, and no earlier than connect()",
    section,
    differs: [connectsWhenSubscribed, announcesOnce],
    async play({ create: open, note, createManager, clock }) {
      let count = 0;
      const chatDetails = {
        ...CHAT,
        GetConnectionToken() {
          count += 1;
          return Promise.resolve({
            chatTokenTransport: { participantToken: "ct.page", expiry: "2031-02-04T00:00:00Z" },
          });
        },
      };
      const { call } = open({ type: "AGENT", chatDetails, websocketManager: createManager().manager });
      note("before", count);
      await call("connect");
      await clock.advance(5_000);
      note("after", count);
    },
  },
];
