import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";
import type { EmulatorOptions } from "../index.js";

const survey = ["How was it?", { do: "until", says: "." }, "Thank you."] as const;
const withSurvey = { disconnectsAgentsOnExit: true, attributes: { scenario: "main" } };

const stageFor = (options: EmulatorOptions = {}): Stage =>
  createStage({
    flow: { prompts: [], paceMs: 10 },
    flows: {
      main: [
        { do: "afterwards", flow: "survey" },
        { do: "idleAfter", idleMs: 60_000, disconnectMs: 60_000 },
      ],
      survey,
    },
    ...options,
  });

/** A customer and an agent, and a flow named for when they have talked. */
async function talk(stage: Stage, request = withSurvey) {
  const customer = await stage.customer(request);
  const socket = await socketFor(stage, customer.participantToken);
  stage.clock.advance(1_000);
  const agent = await stage.agent(customer.contactId);
  return { customer, socket, agent };
}
const stateOf = ({ emulator }: Stage, contactId: string) => {
  const { state, participants } = emulator.control.getContact(contactId).contact;
  return [state, ...participants.map((each) => each.state)];
};

test("a customer who leaves with DisconnectOnCustomerExit takes the agents along, and answers the flow afterwards", async () => {
  const stage = stageFor();
  const { customer, socket, agent } = await talk(stage);
  await customer.call("DisconnectParticipant", {});
  stage.clock.advance(1_000);
  expect(stateOf(stage, customer.contactId)).toEqual(["FLOW", "AFTERWARDS", "LEFT"]);
  expect((await agent.callRaw("GetTranscript", {})).status).toBe(403);
  await customer.call("SendMessage", { ContentType: "text/plain", Content: "Good" });
  stage.clock.advance(1_000);
  expect(socket.items().slice(-6)).toEqual([
    "participant.left",
    "participant.left",
    "How was it?",
    "Good",
    "Thank you.",
    "chat.ended",
  ]);
  expect((await customer.callRaw("GetTranscript", {})).status).toBe(403);
});

test("who leaves the flow afterwards too ends the chat, and has left once", async () => {
  const stage = stageFor();
  const { customer, socket } = await talk(stage);
  await customer.call("DisconnectParticipant", { ClientToken: "one" });
  await customer.call("DisconnectParticipant", { ClientToken: "one" });
  stage.clock.advance(1_000);
  expect(stateOf(stage, customer.contactId)[0]).toBe("FLOW");
  await customer.call("DisconnectParticipant", { ClientToken: "two" });
  stage.clock.advance(1_000);
  expect(socket.items().slice(-4)).toEqual([
    "participant.left",
    "participant.left",
    "How was it?",
    "chat.ended",
  ]);
});

test("agents hear why they go, and each other's going", async () => {
  const stage = stageFor();
  const { customer, agent } = await talk(stage);
  const sam = await stage.agent(customer.contactId, "Sam");
  const sockets = [
    await socketFor(stage, agent.participantToken),
    await socketFor(stage, sam.participantToken),
  ];
  await customer.call("DisconnectParticipant", {});
  stage.clock.advance(1_000);
  for (const socket of sockets) expect(socket.items()).toEqual(Array(3).fill("participant.left"));

  const { customer: blair, agent: robin } = await talk(stage);
  const socket = await socketFor(stage, robin.participantToken);
  stage.clock.advance(121_000);
  expect(socket.items()).toEqual(["participant.idle", "participant.autodisconnection", "participant.left"]);
  expect(stateOf(stage, blair.contactId)[0]).toBe("FLOW");
});

test("a flow that is over has no say in the one afterwards, whatever its code makes of that", async () => {
  const stage = stageFor({
    flows: {
      main: async (chat) => {
        await chat.afterwards("survey");
        await chat.agentJoins();
        await chat.ask("Anything else?").catch(() => undefined);
      },
      survey,
    },
  });
  const customer = await stage.customer(withSurvey);
  await stage.clock.advanceAsync(1_000);
  const { participants } = stage.emulator.control.getContact(customer.contactId).contact;
  const agent = participants.find(({ role }) => role === "AGENT")!;
  stage.emulator.control.leave({ contactId: customer.contactId, participantId: agent.participantId });
  await stage.clock.advanceAsync(1_000);
  expect(stateOf(stage, customer.contactId)).toEqual(["FLOW", "CONNECTED", "LEFT"]);
});

test("without DisconnectOnCustomerExit the chat ends with the customer", async () => {
  const stage = stageFor();
  const { customer, socket } = await talk(stage, { ...withSurvey, disconnectsAgentsOnExit: false });
  await customer.call("DisconnectParticipant", {});
  stage.clock.advance(1_000);
  expect(socket.items().slice(-2)).toEqual(["participant.left", "chat.ended"]);
});

test("an agent may stay when the customer leaves, who hears the rest, and no flow follows then", async () => {
  const stage = stageFor({ agentsStayOnCustomerExit: true });
  const { customer, socket, agent } = await talk(stage, { ...withSurvey, disconnectsAgentsOnExit: false });
  await customer.call("DisconnectParticipant", {});
  stage.clock.advance(60_000);
  await agent.call("SendMessage", { ContentType: "text/plain", Content: "Are you there?" });
  expect((await customer.callRaw("GetTranscript", {})).status).toBe(403);
  await agent.call("DisconnectParticipant", {});
  stage.clock.advance(1_000);
  expect(socket.items().slice(-4)).toEqual([
    "participant.left",
    "Are you there?",
    "participant.left",
    "chat.ended",
  ]);
  const alone = await stage.customer();
  await alone.call("DisconnectParticipant", {});
  stage.clock.advance(1_000);
  expect(stateOf(stage, alone.contactId)[0]).toBe("ENDED");
});

test("an agent who stays when the customer leaves goes on with its flow, and may leave then", async () => {
  const stage = stageFor({
    agentsStayOnCustomerExit: true,
    agents: {
      robin: {
        displayName: "Robin",
        joinsAfterMs: 0,
        flow: [
          { do: "until", event: "participant.left" },
          "Too late.",
          { do: "wait", ms: 5_000 },
          { do: "agentLeaves" },
        ],
      },
    },
  });
  const customer = await stage.customer();
  const socket = await socketFor(stage, customer.participantToken);
  stage.clock.advance(1_000);
  await customer.call("DisconnectParticipant", {});
  stage.clock.advance(4_000);
  expect(stateOf(stage, customer.contactId)).toEqual(["WITH_AGENT", "LEFT", "CONNECTED"]);
  stage.clock.advance(2_000);
  expect(socket.items().slice(-4)).toEqual([
    "participant.left",
    "Too late.",
    "participant.left",
    "chat.ended",
  ]);
});

test("StartChatContact takes DisconnectOnCustomerExit, and a page reconnects in the flow afterwards", async () => {
  const stage = stageFor();
  const response = await stage.send("/start-chat", {
    method: "POST",
    body: JSON.stringify({
      ParticipantDetails: { DisplayName: "Avery" },
      Attributes: { scenario: "main" },
      DisconnectOnCustomerExit: ["AGENT"],
    }),
  });
  const { data } = (await response.json()) as {
    data: { startChatResult: { ContactId: string; ParticipantId: string; ParticipantToken: string } };
  };
  const { ContactId: contactId, ParticipantToken: participantToken } = data.startChatResult;
  await socketFor(stage, participantToken);
  stage.clock.advance(1_000);
  const [contact] = stage.emulator.control.listContacts();
  stage.emulator.control.leave({ contactId, participantId: contact!.participants[0]!.participantId });
  expect(stateOf(stage, contactId)).toEqual(["FLOW", "AFTERWARDS"]);
  const again = await socketFor(stage, participantToken);
  stage.clock.advance(1_000);
  expect(again.items()).toEqual(["How was it?"]);
});

test("the flow afterwards follows autodisconnection, and its customer can answer", async () => {
  const stage = stageFor();
  const { customer, socket } = await talk(stage);
  stage.clock.advance(121_000);
  await customer.call("SendMessage", { ContentType: "text/plain", Content: "Sorry" });
  stage.clock.advance(1_000);
  expect(socket.items().slice(-7)).toEqual([
    "participant.idle",
    "participant.autodisconnection",
    "participant.left",
    "How was it?",
    "Sorry",
    "Thank you.",
    "chat.ended",
  ]);
});

test("the flow that named it is over when the flow afterwards begins, and no agent is sent for", async () => {
  const stage = stageFor({
    agents: { sam: { displayName: "Sam", joinsAfterMs: 5 } },
    flows: {
      main: [
        { do: "afterwards", flow: "survey" },
        { do: "agentJoins" },
        { do: "agentLeaves" },
        "This is not said.",
      ],
      survey,
    },
  });
  const customer = await stage.customer(withSurvey);
  stage.clock.advance(10_000);
  expect(stateOf(stage, customer.contactId)).toEqual(["FLOW", "CONNECTED", "LEFT"]);
  expect(stage.transcript(customer.contactId).at(-1)!.Content).toBe("How was it?");
});
