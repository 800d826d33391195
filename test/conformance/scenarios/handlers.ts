import { chatEvent, chatItem } from "../../support/chatItems.js";
import { differs } from "../scenario.js";
import type { Scenario } from "../scenario.js";

const section = "Events";

/** Who hears the events, and when. */
export const handlers: readonly Scenario[] = [
  {
    title: "have a task each; handlers run in order of registration, as often as they are registered",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      const seen: unknown[] = [];
      const twice = (event: any, name: string) => {
        seen.push(["twice", event.data.Id, name]);
        queueMicrotask(() => seen.push("a later microtask"));
      };
      session.onMessage(twice);
      session.onMessage((event: any) => seen.push(["once", event.data.Id]));
      session.onMessage(twice);
      service.sendItem(chatItem("a"));
      service.sendItem(chatItem("b"));
      await clock.settle();
      note("seen", seen);
    },
  },
  {
    title: "are one object for all handlers, which can be cloned",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      session.onMessage((event: any) => (event.data.mine = JSON.stringify(structuredClone(event)).length));
      session.onMessage((event: any) => note("mine", event.data.mine > 100));
      service.sendItem(chatItem("a"));
      await clock.settle();
    },
  },
  {
    title: "are not handed to a handler that is added in one of theirs",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      const seen: unknown[] = [];
      session.onTyping(() => session.onTyping((event: any) => seen.push(event.data.Id)));
      service.sendItem(chatEvent("first", "typing"));
      await clock.settle();
      service.sendItem(chatEvent("second", "typing"));
      await clock.settle();
      note("seen", seen);
    },
  },
  {
    title: "reach a handler that is added before their turn",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      // The end is announced with the item that says so, and comes after it.
      session.onMessage(() => session.onEnded(() => note("ended", true)));
      service.sendItem(chatEvent("end", "chat.ended"));
      await clock.settle();
    },
  },
  {
    title: "reach no handler that is removed before their turn",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      session.onMessage(() => session.controller.cleanUpOnParticipantDisconnect());
      session.onMessage(() => note("the same turn", true));
      service.sendItem(chatEvent("end", "chat.ended"));
      await clock.settle();
    },
  },
  {
    title: "come to the other handlers when one throws",
    section,
    differs: [
      differs("CP-26", ({ uncaught }) => {
        uncaught.push("Error: the page's own");
      }),
    ],
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      session.onMessage(() => {
        throw new Error("the page's own");
      });
      session.onMessage(() => note("reached", true));
      service.sendItem(chatItem("a"));
      await clock.settle();
    },
  },
  {
    title: "leave to the page what an async handler rejects with",
    section,
    async play({ connected, service, clock }) {
      const { session } = await connected();
      session.onMessage(async () => {
        await Promise.resolve();
        throw new Error("the page's");
      });
      service.sendItem(chatItem("a"));
      await clock.settle();
    },
  },
  {
    title: "read the same as JSON",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      for (const method of ["onMessage", "onTyping", "onEnded"])
        session[method]((event: unknown) => note(method, JSON.stringify(event)));
      service.sendItem(chatItem("a"));
      service.sendItem(chatEvent("b", "typing"));
      await clock.settle();
    },
  },
  {
    title: "are subscribed to without a result",
    section,
    differs: [
      differs("CP-25", ({ calls }) => {
        calls[0]!.value = "<function>";
      }),
    ],
    async play({ connected }) {
      const { call } = await connected();
      await call("onMessage", () => {});
    },
  },
  {
    title: "are subscribed to with null beside the handler, which says nothing",
    section,
    differs: [
      differs("CP-25", ({ calls }) => {
        calls[0]!.value = "<function>";
      }),
    ],
    async play({ connected, service, clock }) {
      const { call } = await connected();
      await call("onMessage", () => {}, null);
      service.sendItem(chatItem("a"));
      await clock.settle();
    },
  },
  {
    title: "wait for the first onMessage handler",
    section,
    differs: [
      differs("CP-29", ({ events: all }) => {
        const [late] = all;
        all.unshift(structuredClone(late!));
        Object.assign(all[0]!.event.data, { Id: "early", Content: "content of early" });
      }),
    ],
    async play({ connected, service, clock }) {
      const { listen } = await connected({}, { without: ["onMessage"] });
      service.sendItem(chatItem("early"));
      await clock.settle();
      listen("onMessage");
      service.sendItem(chatItem("late"));
      await clock.settle();
    },
  },
  {
    title: "come to controller.subscribe by name",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      session.controller.subscribe("INCOMING_MESSAGE", (event: any, name: string) =>
        note(name, event.data.Id),
      );
      session.controller.subscribe("INCOMING_TYPING", (event: any, name: string) =>
        note(name, event.data.Id),
      );
      service.sendItem(chatItem("a"));
      service.sendItem(chatEvent("b", "typing"));
      await clock.settle();
    },
  },
  {
    title: "that have no name are refused by controller.subscribe",
    section,
    differs: [
      differs("CP-121", ({ calls: [call] }) => {
        Object.assign(call!, { kind: "returned", value: "<function>" });
      }),
    ],
    async play({ connected }) {
      const { call } = await connected();
      await call("controller.subscribe", undefined, () => undefined);
    },
  },
  {
    title: "stop for handlers that cleanUpOnParticipantDisconnect removed, not for later ones",
    section,
    async play({ connected, service, clock }) {
      const { call, listen } = await connected();
      await call("controller.cleanUpOnParticipantDisconnect");
      service.sendItem(chatItem("a"));
      await clock.settle();
      listen("onMessage");
      service.sendItem(chatItem("b"));
      await clock.settle();
    },
  },
];
