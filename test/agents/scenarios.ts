import { expect } from "vitest";
import { waitUntil } from "../support/waitUntil.js";
import type { Desk } from "./desk.js";
import type { AgentStage } from "./stage.js";

type Scenarios = Readonly<Record<string, (stage: AgentStage) => Promise<void>>>;

/** What an agent's desktop has to live through, whatever it is built of. Titles are rules. */
export const scenarios: Scenarios = {
  async "takes a chat from ringing to cleared"({ build, emulator, openDesk, customer }) {
    const desk = await openDesk();
    const avery = await customer();
    const { contactId } = avery;
    await avery.say("anyone?");
    await desk.wait(contactId, "contact.onConnecting");
    await desk.accept(contactId);
    await desk.wait(contactId, "contact.onAccepted");
    // Pages subscribe once they have the controller, and still get the first event.
    const story = await desk.story(contactId);
    expect(story.indexOf("session")).toBeLessThan(story.indexOf("session.onConnectionEstablished"));
    expect(await desk.transcript(contactId)).toEqual(["anyone?"]);
    // The socket was open before the page came, so that no gain says that the session is connected.
    if (build.library === "ours")
      expect(await desk.session(contactId, "getConnectionStatus")).toBe("Established");

    await desk.say(contactId, "hello 100% a%20b");
    await desk.hear(contactId, "hello 100% a%20b");
    await avery.typing();
    await desk.wait(contactId, "session.onTyping");
    await avery.say("thanks");
    await desk.hear(contactId, "thanks");
    expect(avery.transcript()).toEqual(["anyone?", "hello 100% a%20b", "thanks"]);

    await desk.streams({ on: "agentConnection", contactId, method: "destroy" });
    for (const name of ["session.onEnded", "contact.onACW", "contact.onEnded"])
      await desk.wait(contactId, name);
    await desk.streams({ on: "contact", contactId, method: "clear" });
    await desk.wait(contactId, "contact.onDestroy");
    const metrics = emulator.control.ccp.metrics().map(({ data }) => (data as { name: string }).name);
    expect(metrics).toContain("ChatJSEventMetric");
    expect(metrics).toContain("Chat Session Successfully established");
  },

  async "keeps two chats apart on one subscription"({ emulator, openDesk, customer }) {
    const desk = await openDesk();
    const people = [await customer(), await customer()];
    for (const { contactId } of people) await desk.accept(contactId);
    for (const [nth, { contactId, say }] of people.entries()) {
      await say(`question ${nth}`);
      await desk.hear(contactId, `question ${nth}`);
      await desk.say(contactId, `answer ${nth}`);
      await desk.hear(contactId, `answer ${nth}`);
    }
    for (const [nth, { contactId }] of people.entries())
      expect(await desk.heard(contactId)).toEqual([`question ${nth}`, `answer ${nth}`]);
    emulator.control.end(people[0]!.contactId);
    await desk.wait(people[0]!.contactId, "session.onEnded");
    await people[1]!.say("and me?");
    await desk.hear(people[1]!.contactId, "and me?");
    expect(await desk.story(people[1]!.contactId)).not.toContain("session.onEnded");
  },

  async "goes on after a reload in mid-chat, and hears that the customer leaves"({
    openDesk,
    customer,
    subscribed,
  }) {
    const desk = await openDesk();
    const avery = await customer();
    const { contactId } = avery;
    await desk.accept(contactId);
    await avery.say("before");
    await desk.hear(contactId, "before");
    await desk.reload();
    await desk.wait(contactId, "session.onConnectionEstablished");
    await subscribed();
    expect(await desk.transcript(contactId)).toEqual(["before"]);
    await avery.say("after");
    await desk.hear(contactId, "after");
    await desk.say(contactId, "still here");
    await desk.hear(contactId, "still here");
    expect(await desk.story(contactId)).not.toContain("contact.onAccepted");
    await avery.leave();
    for (const name of ["session.onEnded", "contact.onACW"]) await desk.wait(contactId, name);
  },

  async "hears of a socket that is lost, and goes on when it is gained"(stage) {
    const { build, emulator, openDesk, customer, subscribed } = stage;
    const desk = await openDesk();
    const people = [await customer(), await customer()];
    for (const { contactId } of people) await desk.accept(contactId);
    emulator.control.ccp.loseWebSocket("robin");
    for (const { contactId } of people) await desk.wait(contactId, "session.onConnectionLost");
    for (const { contactId, say } of people) await say(`missed ${contactId}`);
    emulator.control.ccp.gainWebSocket("robin");
    for (const { contactId, say } of people) {
      await desk.wait(contactId, "session.onConnectionEstablished", { nth: 2 });
      await subscribed();
      // 5.0.0 reads nothing again.
      if (build.library === "ours") await desk.hear(contactId, `missed ${contactId}`);
      await say("after");
      await desk.hear(contactId, "after");
      const missed = build.library === "ours" ? [`missed ${contactId}`] : [];
      expect(await desk.heard(contactId)).toEqual([...missed, "after"]);
    }
  },

  async "falls back to the participant token when there is no connection token"({
    emulator,
    openDesk,
    customer,
  }) {
    emulator.control.injectFault({ kind: "refuseTransport" });
    const desk = await openDesk();
    const avery = await customer();
    const { contactId } = avery;
    await desk.accept(contactId);
    await desk.say(contactId, "hello");
    await desk.hear(contactId, "hello");
    await avery.say("thanks");
    await desk.hear(contactId, "thanks");
    expect(emulator.control.ccp.requests()).toContainEqual(
      expect.objectContaining({ method: "createTransport", error: "InternalServiceException" }),
    );
  },

  async "hands a chat on to another agent"({ emulator, openDesk, customer }) {
    const robin = await openDesk("Robin");
    const avery = await customer();
    const { contactId } = avery;
    await robin.accept(contactId);
    await robin.say(contactId, "one moment");
    const casey = await openDesk("Casey");
    const { endpoints } = (await robin.streams({ on: "agent", method: "getEndpoints", args: [[]] })) as {
      endpoints: { name: string }[];
    };
    expect(endpoints.map(({ name }) => name)).toEqual(["Casey", "BasicQueue"]);
    await robin.streams({ on: "contact", contactId, method: "addConnection", args: [endpoints[0]] });
    await robin.wait(contactId, "contact.onACW");
    const next = await waitUntil(() => {
      const [contact] = emulator.control.ccp
        .listAgents()
        .find(({ agentId }) => agentId === "casey")!.contacts;
      expect(contact).toBeDefined();
      return contact!.contactId;
    });
    expect(next).not.toBe(contactId);
    await casey.accept(next);
    expect(await casey.transcript(next)).toEqual(["one moment"]);
    await avery.say("hi Casey");
    await casey.hear(next, "hi Casey");
    await casey.say(next, "hi Avery");
    await casey.hear(next, "hi Avery");
    expect(avery.transcript()).toEqual(["one moment", "hi Casey", "hi Avery"]);
    expect(await robin.heard(contactId)).toEqual(["one moment"]);
    expect(await robin.story(contactId)).not.toContain("session.onEnded");
  },
};

/** What does not depend on how the page loads its parts. */
export const moreScenarios: Scenarios = {
  async "hears what is said after a gain that nobody told of"({ build, emulator, openDesk, customer }) {
    const desk = await openDesk();
    const avery = await customer();
    const { contactId } = avery;
    await desk.accept(contactId);
    emulator.control.ccp.loseWebSocket("robin");
    await desk.wait(contactId, "session.onConnectionLost");
    emulator.control.ccp.gainWebSocket("robin", false);
    await avery.say("after");
    await desk.hear(contactId, "after");
    if (build.library === "ours")
      await waitUntil(async () => {
        expect(await desk.session(contactId, "getConnectionStatus")).toBe("Established");
      });
  },

  async "opens a session of its own when the media controller has failed"({ emulator, openDesk, customer }) {
    const desk = await openDesk("Robin", "mediaOrOwn");
    const avery = await customer();
    const { contactId } = avery;
    await desk.wait(contactId, "contact");
    const faults = [
      emulator.control.injectFault({ kind: "refuseTransport", times: 1 }),
      emulator.control.injectFault({
        kind: "httpError",
        status: 400,
        operation: "CreateParticipantConnection",
        times: 1,
      }),
    ];
    await desk.accept(contactId);
    await desk.wait("", "media failed");
    await desk.say(contactId, "hello");
    await desk.hear(contactId, "hello");
    expect(emulator.control.listFaults().map(({ hits }) => hits)).toEqual(faults.map(() => 1));
  },

  async "is an app that takes the session while the chat rings, and sees what the control panel views"({
    openDesk,
    customer,
  }) {
    const desk = await openDesk("Robin", "app");
    const avery = await customer();
    const { contactId } = avery;
    await avery.say("anyone?");
    await desk.wait(contactId, "session");
    expect(await desk.transcript(contactId)).toEqual(["anyone?"]);
    expect(await desk.session(contactId, "getChatDetails")).toMatchObject({
      contactId,
      connectionDetails: { connectionToken: expect.any(String) },
    });
    await desk.wait(contactId, "view");
    await desk.accept(contactId);
    await avery.say("thanks");
    await desk.hear(contactId, "thanks");
    await desk.say(contactId, "hello");
    await desk.hear(contactId, "hello");
    await avery.leave();
    await desk.wait(contactId, "session.onEnded");
    await desk.wait(contactId, "contact.onACW");
    await desk.streams({ on: "contact", contactId, method: "complete" });
    await desk.wait("", "view");
  },

  async "works in two tabs of one agent"({ openDesk, customer }) {
    const tabs: Desk[] = [await openDesk(), await openDesk()];
    const avery = await customer();
    const { contactId } = avery;
    await tabs[0]!.accept(contactId);
    for (const tab of tabs) {
      await tab.wait(contactId, "contact.onAccepted");
      await tab.wait(contactId, "session.onConnectionEstablished");
    }
    await avery.say("hello");
    for (const tab of tabs) await tab.hear(contactId, "hello");
    await tabs[1]!.say(contactId, "from the second tab");
    for (const tab of tabs) await tab.hear(contactId, "from the second tab");
  },

  async "leaves a chat that it rejects to the next agent"({ openDesk, customer }) {
    const robin = await openDesk("Robin");
    const { contactId } = await customer();
    await robin.wait(contactId, "contact.onConnecting");
    const casey = await openDesk("Casey");
    await robin.streams({ on: "contact", contactId, method: "reject" });
    await casey.accept(contactId);
    expect(await robin.story(contactId)).not.toContain("contact.onConnected");
  },
};
