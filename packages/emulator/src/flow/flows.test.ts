import { describe, expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { playFlow } from "../../test/playFlow.js";

const chatFlows = { flows: { sales: ["sales"], default: ["default"], views: ["mine"] } };
const quick = { prompts: ["a prompt"], promptDelayMs: 100, paceMs: 0 };

describe("the flow of a chat", () => {
  test.each([
    ["of its ContactFlowId", { contactFlowId: "sales" }, "sales"],
    [
      "of its attribute scenario, before that",
      { contactFlowId: "sales", attributes: { scenario: "views" } },
      "mine",
    ],
    ["called default, when it names none", {}, "default"],
    ["called default, when its ContactFlowId has none", { contactFlowId: "toString" }, "default"],
  ])("is the one %s", async (_, request, said) => {
    const { told } = await playFlow([], chatFlows, request).then(async (chat) => (await chat.pass(), chat));
    expect(told()).toEqual([said]);
  });

  test("is another one when its attribute scenario names none, and the log says which there are", async () => {
    const { told, pass, errors } = await playFlow([], chatFlows, { attributes: { scenario: "tuor" } });
    await pass();
    expect(told()).toEqual(["default"]);
    expect(errors).toEqual([
      expect.stringMatching(/^unable to find the scenario that a chat names; there are .*tour, .*sales/),
    ]);
  });

  test("is the prompts without a flow, at their pace, and then the queue", async () => {
    const stage = createStage({ flow: { ...quick, prompts: ["one", "two"] } });
    const { contactId } = await stage.customer();
    const texts = () => stage.transcript(contactId).flatMap(({ Content }) => Content ?? []);
    const state = () => stage.emulator.control.getContact(contactId).contact.state;
    stage.clock.advance(199);
    expect([texts(), state()]).toEqual([["one"], "FLOW"]);
    stage.clock.advance(1);
    expect([texts(), state()]).toEqual([["one", "two"], "QUEUED"]);
  });

  test("comes with the ContactFlowId of StartChatContact", async () => {
    const stage = createStage({ ...chatFlows, flow: quick });
    const body = JSON.stringify({ ContactFlowId: "sales", ParticipantDetails: { DisplayName: "Avery" } });
    const response = await stage.send("/start-chat", { method: "POST", body });
    const { data } = (await response.json()) as {
      data: { startChatResult: { ContactId: string; ParticipantId: string; ParticipantToken: string } };
    };
    const { ContactId: contactId, ParticipantId, ParticipantToken } = data.startChatResult;
    await stage.person({
      contactId,
      initialContactId: contactId,
      participantId: ParticipantId,
      participantToken: ParticipantToken,
    });
    stage.clock.advance(0);
    expect(stage.transcript(contactId).at(-1)!.Content).toBe("sales");
  });

  test.each([
    ["an agent comes", "WITH_AGENT"],
    ["the customer leaves", "FLOW"],
    ["the chat ends", "ENDED"],
  ])("falls silent when %s", async (what, stateThen) => {
    const { avery, agent, emulator, told, state, pass } = await playFlow(
      [{ do: "wait", ms: 100 }, "not said"],
      { endDelayMs: 10_000 },
    );
    if (what === "an agent comes") await agent(avery.contactId);
    if (what === "the customer leaves") emulator.control.leave(avery);
    if (what === "the chat ends") emulator.control.end(avery.contactId);
    await pass(1_000);
    expect(told()).not.toContain("not said");
    expect(state()).toBe(stateThen);
  });

  test("goes on with its own agents", async () => {
    const { told } = await playFlow([{ do: "agentJoins" }, "said"]);
    expect(told()).toEqual(["participant.joined", "said"]);
  });

  test("is beside a scenario that is started in the chat, which stays when an agent comes", async () => {
    const { avery, agent, emulator, told, pass } = await playFlow([{ do: "wait", ms: 100 }, "flow"], {
      flows: { other: [{ do: "wait", ms: 100 }, "other"] },
    });
    emulator.control.startScenario(avery.contactId, "other");
    await agent(avery.contactId);
    await pass(100);
    expect(told()).toEqual(["participant.joined", "other"]);
  });
});

describe("the flow afterwards", () => {
  const survey = { flows: { survey: [{ do: "ask", content: "Well?", otherwise: ["Thanks"] }] } } as const;

  test("follows when the last agent has left, hears the customer, and ends the chat", async () => {
    const { avery, agent, emulator, say, told, state, pass } = await playFlow(
      [{ do: "afterwards", flow: "survey" }],
      survey,
    );
    const robin = await agent(avery.contactId);
    emulator.control.leave(robin);
    await pass(1_000);
    expect(state()).toBe("FLOW");
    await say("Fine");
    expect(told().slice(1)).toEqual(["participant.left", "Well?", "Fine", "Thanks", "chat.ended"]);
  });

  test("comes only once", async () => {
    const { avery, agent, emulator, state, pass } = await playFlow(
      [{ do: "afterwards", flow: "survey" }],
      survey,
    );
    for (const name of ["Robin", "Sam"]) emulator.control.leave(await agent(avery.contactId, name));
    await pass(1_000);
    expect(state()).toBe("ENDED");
  });

  test("does not come when the customer leaves", async () => {
    const { avery, agent, emulator, told, pass } = await playFlow(
      [{ do: "afterwards", flow: "survey" }],
      survey,
    );
    await agent(avery.contactId);
    emulator.control.leave(avery);
    await pass(1_000);
    expect(told()).not.toContain("Well?");
  });

  test("that another configuration no longer has ends the chat", async () => {
    const { avery, agent, emulator, told, pass, errors } = await playFlow(
      [{ do: "afterwards", flow: "farewell" }],
      { flows: { farewell: ["Goodbye"] } },
    );
    const robin = await agent(avery.contactId);
    emulator.reconfigure({ flows: {} });
    expect(await robin.call("DisconnectParticipant", {})).toEqual({});
    await pass(1_000);
    expect(told().slice(1)).toEqual(["participant.left", "chat.ended"]);
    expect(errors).toEqual([expect.stringContaining("unable to find the flow farewell")]);
  });

  test("that fails ends the chat", async () => {
    const { avery, agent, emulator, state, pass, errors } = await playFlow(
      [{ do: "afterwards", flow: "broken" }],
      { flows: { broken: [{ do: "transfer" }] } },
    );
    emulator.control.leave(await agent(avery.contactId));
    await pass();
    expect([state(), errors.length]).toEqual(["ENDED", 1]);
  });
});

describe("an agent with a flow", () => {
  test("takes chats from the queue, speaks for itself, and stops with its leaving", async () => {
    const { say, told, pass, transcript, avery } = await playFlow(["Welcome"], {
      agents: {
        robin: {
          displayName: "Robin",
          joinsAfterMs: 100,
          flow: ["Hello", { do: "on", says: "bye", steps: ["Goodbye", { do: "agentLeaves" }, "never"] }],
        },
      },
      endDelayMs: 10_000,
    });
    await pass(100);
    await say("bye");
    await say("bye");
    expect(told()).toEqual([
      "Welcome",
      "participant.joined",
      "Hello",
      "bye",
      "Goodbye",
      "participant.left",
      "bye",
    ]);
    expect(transcript(avery.contactId).find(({ Content }) => Content === "Hello")).toMatchObject({
      DisplayName: "Robin",
      ParticipantRole: "AGENT",
    });
  });

  test("comes when a flow names it, and may be a custom bot", async () => {
    const { say, told, state, transcript, avery } = await playFlow([{ do: "agentJoins", agent: "echo" }], {
      agents: {
        echo: {
          displayName: "Echo",
          role: "CUSTOM_BOT",
          flow: (chat) => chat.on({ says: "." }, ({ text }) => chat.say(text)),
        },
      },
    });
    await say("a");
    expect(told()).toEqual(["participant.joined", "a", "a"]);
    expect(state()).toBe("QUEUED");
    expect(transcript(avery.contactId).at(-1)).toMatchObject({ ParticipantRole: "CUSTOM_BOT" });
  });

  test("gets a chat that a transfer hands to it", async () => {
    const { told } = await playFlow(
      [{ do: "agentJoins" }, { do: "transfer", agent: "sam" }, { do: "agentJoins" }],
      { agents: { sam: { displayName: "Sam", flow: ["Sam here"] } } },
    );
    expect(told().slice(-2)).toEqual(["participant.joined", "Sam here"]);
  });

  test("takes a chat again that comes back to the queue", async () => {
    const { avery, emulator, told, state, pass } = await playFlow([], {
      agents: { robin: { displayName: "Robin", joinsAfterMs: 100, flow: ["Hello"] } },
    });
    await pass(100);
    emulator.control.requeue({ contactId: avery.contactId });
    await pass(99);
    expect(state()).toBe("QUEUED");
    await pass(1);
    expect(told().slice(-4)).toEqual([
      "transfer.succeeded",
      "participant.left",
      "participant.joined",
      "Hello",
    ]);
  });

  test("leaves a chat alone that is handed to another agent, who has yet to join", async () => {
    const { avery, emulator, state, pass } = await playFlow([{ do: "wait", ms: 50 }, { do: "agentJoins" }], {
      agents: { robin: { displayName: "Robin", joinsAfterMs: 100 } },
    });
    await pass(50);
    const { contactId } = avery;
    const { participantId } = emulator.control.transfer({ contactId, displayName: "Sam", agentId: "sam" });
    await pass(200);
    expect(state()).toBe("QUEUED");
    emulator.control.leave({ contactId, participantId });
    await pass(100);
    expect(state()).toBe("WITH_AGENT");
  });

  test("takes as many chats as it has room for, and the next one when a chat is over", async () => {
    const { emulator, avery, customer, pass, errors } = await playFlow([], {
      agents: { robin: { displayName: "Robin", joinsAfterMs: 100 } },
      limits: { chatsPerAgent: 1 },
    });
    const second = await customer();
    const third = await customer();
    const states = () =>
      [avery, second, third].map(({ contactId }) => emulator.control.getContact(contactId).contact.state);
    await pass(1_000);
    expect(states()).toEqual(["WITH_AGENT", "QUEUED", "QUEUED"]);
    emulator.control.end(second.contactId);
    emulator.control.end(avery.contactId);
    await pass(100);
    expect([states(), errors]).toEqual([["ENDED", "ENDED", "WITH_AGENT"], []]);
  });

  test("is not asked for a chat that ended while it had no room", async () => {
    const { emulator, avery, customer, pass, clock } = await playFlow([], {
      agents: { robin: { displayName: "Robin", joinsAfterMs: 100 } },
      limits: { chatsPerAgent: 1 },
      socketLingerMs: 0,
    });
    const second = await customer();
    await pass(1_000);
    for (const { contactId } of [second, avery]) emulator.control.end(contactId);
    await pass();
    expect(clock.pendingTimers).toBe(0);
  });

  test("hands the chat to another one by its own flow, which is over then", async () => {
    const { told, state, errors, pass } = await playFlow([{ do: "agentJoins", agent: "robin" }], {
      agents: {
        robin: { displayName: "Robin", flow: ["Robin here", { do: "transfer", agent: "sam" }, "never"] },
        sam: { displayName: "Sam", flow: ["Sam here", { do: "wait", ms: 100 }, { do: "agentLeaves" }] },
      },
    });
    await pass();
    expect([told(), state()]).toEqual([
      [
        ...["participant.joined", "Robin here", "transfer.succeeded", "participant.left"],
        ...["participant.joined", "Sam here"],
      ],
      "WITH_AGENT",
    ]);
    await pass(1_000);
    expect([told().slice(-2), state(), errors]).toEqual([["participant.left", "chat.ended"], "ENDED", []]);
  });

  test("stops a flow that names it when it has no room", async () => {
    const { customer, state, errors, pass } = await playFlow([{ do: "agentJoins", agent: "robin" }], {
      agents: { robin: { displayName: "Robin" } },
      limits: { chatsPerAgent: 1 },
    });
    await customer();
    await pass();
    expect(state()).toBe("WITH_AGENT");
    expect(errors).toEqual([expect.stringContaining("unable to invite the agent; the agent has no room")]);
  });

  test("leaves a chat alone that somebody else has taken", async () => {
    const { avery, agent, told, pass } = await playFlow([], {
      agents: { robin: { displayName: "Robin", joinsAfterMs: 100, flow: ["Hello"] } },
    });
    await agent(avery.contactId, "Sam");
    await pass(200);
    expect(told()).toEqual(["participant.joined"]);
  });
});

describe("another configuration", () => {
  test("is for new chats; those that are on keep their flows and agents", async () => {
    const { emulator, avery, customer, say, pass, transcript, told } = await playFlow(
      [
        { do: "until", says: "go" },
        { do: "play", flow: "other" },
      ],
      { flows: { other: ["old"] } },
    );
    emulator.reconfigure({ flow: { paceMs: 0 }, flows: { default: ["new"], other: ["newer"] } });
    await say("go");
    await pass(10);
    expect(told()).toEqual(["go", "old"]);
    const { contactId } = await customer();
    await pass();
    expect(transcript(contactId).at(-1)!.Content).toBe("new");
    expect(avery.contactId).not.toBe(contactId);
  });

  test("has views, attachments, authentication and limits in force at once", async () => {
    const { emulator, avery } = await playFlow([]);
    emulator.reconfigure({
      views: [{ Id: "mine" }],
      limits: { textSizeBytes: 5 },
      attachments: { enabled: false },
    });
    expect(emulator.control.showView({ contactId: avery.contactId, view: "mine" }).viewToken).toMatch(/^vt/);
    const message = { Content: "too long", ContentType: "text/plain" };
    expect((await avery.callRaw("SendMessage", message)).status).toBe(400);
    const file = {
      ContentType: "text/plain",
      AttachmentSizeInBytes: 1,
      AttachmentName: "a",
      ClientToken: "a",
    };
    expect((await avery.callRaw("StartAttachmentUpload", file)).status).toBe(403);
    emulator.reconfigure({});
    expect((await avery.callRaw("SendMessage", message)).status).toBe(200);
  });

  test("that is wrong changes nothing", async () => {
    const { emulator, avery } = await playFlow([]);
    const wrong = { limits: { textSizeBytes: -1 }, views: [{ Id: "mine" }] };
    expect(() => emulator.reconfigure(wrong)).toThrow(TypeError);
    expect(() => emulator.control.showView({ contactId: avery.contactId, view: "mine" })).toThrow(/unknown/);
  });
});
