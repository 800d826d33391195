import { chatEvent, chatItem } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import { rejectsWithErrors, VERIFICATION } from "./differences.js";
import { CALLS } from "./results.js";
import { connectTwoChats, forTwo } from "./twoChats.js";

const section = "The end of a chat";
const text = { message: "hello", contentType: "text/plain" };
const ended = chatEvent("end", "chat.ended");

export const ending: readonly Scenario[] = [
  {
    title: "comes as a message, then as onEnded without data; the socket is closed",
    section,
    async play({ connected, service, clock }) {
      await connected();
      service.sendItem(chatItem("before"));
      service.sendItem(ended);
      service.sendItem(chatItem("after"));
      await clock.advance(20_000);
    },
  },
  {
    title: "leaves the requests in flight alone",
    section,
    async play({ connected, service, clock }) {
      const { call } = await connected();
      const release = service.hold("/participant/message");
      await call("sendMessage", text);
      service.sendItem(ended);
      await clock.settle();
      release();
      await clock.settle();
    },
  },
  {
    title: "lets calls go out until onEnded has come",
    section,
    async play({ connected, service, clock }) {
      const { session, call } = await connected();
      session.onMessage(() => {
        void call("sendMessage", text);
      });
      service.sendItem(ended);
      await clock.settle();
    },
  },
  ...each(CALLS, ([method, args]) => ({
    title: `makes ${method} reject`,
    section,
    differs: [rejectsWithErrors],
    async play({ connected, service, clock }) {
      const { call } = await connected();
      service.sendItem(ended);
      await clock.settle();
      await call(method, args);
    },
  })),
  ...each(
    [
      ["describeView", { viewToken: "view-token" }],
      ["getAuthenticationUrl", { redirectUri: "https://page.test/", sessionId: "s" }],
      ["cancelParticipantAuthentication", { sessionId: "s" }],
    ] as const,
    ([method, args]) => ({
      title: `leaves ${method} usable`,
      section,
      async play({ connected, service, clock }) {
        const { call } = await connected();
        service.sendItem(ended);
        await clock.settle();
        await call(method, args);
      },
    }),
  ),
  {
    title: "lets a participant ask to disconnect in onEnded",
    section,
    async play({ connected, service, clock }) {
      const { session, call } = await connected();
      session.onEnded(() => {
        void call("disconnectParticipant");
      });
      service.sendItem(ended);
      await clock.settle();
    },
  },
  {
    title: "makes connect() reject, and no request",
    section,
    differs: [
      differs("CP-22", ({ calls: [call] }) => {
        Object.assign(call!, { kind: "rejected", value: "an error" });
      }),
    ],
    async play({ connected, service, clock, calls }) {
      const { call } = await connected();
      service.sendItem(ended);
      await clock.settle();
      await call("connect");
      await clock.advance(10_000);
      for (const one of calls()) if (one.kind === "rejected") one.value = "an error";
    },
  },
  {
    title: "lets handlers be added that never run",
    section,
    async play({ connected, service, clock }) {
      const { listen } = await connected();
      service.sendItem(ended);
      await clock.settle();
      listen("onMessage");
      service.sendItem(chatItem("late"));
      await clock.settle();
    },
  },
  {
    title: "leaves getChatDetails as they were",
    section,
    async play({ connected, service, clock }) {
      const { call } = await connected();
      service.sendItem(ended);
      await clock.settle();
      await call("getChatDetails");
    },
  },
  {
    title: "is not there when a participant asks to disconnect: it comes from the service",
    section,
    async play({ connected, service, clock }) {
      const { call } = await connected();
      await call("disconnectParticipant");
      await call("sendMessage", text);
      service.sendItem(ended);
      await clock.settle();
    },
  },
  {
    title: "is none of a customer's when the chat is transferred",
    section,
    async play({ connected, service, clock }) {
      const { call } = await connected();
      service.sendItem(chatEvent("transfer", "transfer.succeeded"));
      await clock.settle();
      service.sendItem(chatItem("after"));
      await clock.settle();
      await call("sendMessage", text);
    },
  },
  {
    title: "is that of its own chat alone",
    section,
    async play(stage) {
      const { service, clock } = stage;
      const [, two] = await connectTwoChats(stage);
      service.sendItem(ended);
      await clock.settle();
      await two.call("sendMessage", text);
      service.sendItem(forTwo);
      await clock.settle();
    },
  },
  {
    title: "is known from a 403 after a loss",
    section,
    differs: [
      rejectsWithErrors,
      // It is asked again, and then the token at hand.
      differs("CP-08", ({ requests }) => {
        requests.push(requests[0]!, VERIFICATION);
      }),
    ],
    async play({ connected, service, clock }) {
      const { call } = await connected();
      service.answer(() => ({
        status: 403,
        headers: { "x-amzn-errortype": "AccessDeniedException" },
        body: { message: "Access denied" },
      }));
      service.drop();
      await clock.advance(60_000);
      await call("sendMessage", text);
    },
  },
];
