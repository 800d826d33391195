import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Person } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";

const contentsOf = async (person: Person, input = {}) =>
  ((await person.call("GetTranscript", { SortOrder: "ASCENDING", ...input })).Transcript ?? []).map(
    ({ Content, ContentType = "" }) => Content ?? ContentType.split("event.")[1],
  );

async function setUp() {
  const stage = createStage({ rehydrationDelayMs: 0 });
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  const { contactId } = customer;
  const say = (content: string, visibleTo?: "AGENT" | "CUSTOMER") =>
    stage.emulator.control.say({ contactId, content, visibleTo });
  return { stage, contactId, customer, agent, say };
}

test("a whisper of the flow reaches one side, its sockets and its transcript, supervisors on the agents'", async () => {
  const { stage, contactId, customer, agent, say } = await setUp();
  const supervisor = await stage.person(
    stage.emulator.control.addSupervisor({ contactId, displayName: "Kim", agentId: "kim" }),
  );
  const people = [customer, agent, supervisor];
  const sockets = await Promise.all(people.map(({ participantToken }) => socketFor(stage, participantToken)));
  say("Returns queue", "AGENT");
  say("You are next", "CUSTOMER");
  say("Hello both");
  stage.clock.advance(0);
  const toAgents = ["Returns queue", "Hello both"];
  const heard = [["You are next", "Hello both"], toAgents, toAgents];
  expect(sockets.map((socket) => socket.items())).toEqual(heard);
  const stored = await Promise.all(people.map((person) => contentsOf(person)));
  expect(stored.map((contents) => contents.slice(2))).toEqual(heard);
  expect(JSON.stringify(await customer.call("GetTranscript", {}))).not.toContain("visibleTo");
});

test("pages of a transcript skip what the other side alone got, in the past too", async () => {
  const { stage, contactId, customer, say } = await setUp();
  for (let number = 1; number <= 6; number++) say(String(number), number % 2 ? "AGENT" : undefined);
  const read = async (person: Person) => {
    const pages: unknown[][] = [];
    for (let NextToken: string | undefined; NextToken !== "";) {
      const input = { MaxResults: 2, SortOrder: "ASCENDING", NextToken } as const;
      pages.unshift(await contentsOf(person, input));
      NextToken = (await person.call("GetTranscript", input)).NextToken ?? "";
    }
    return pages.flat();
  };
  const joined = ["participant.joined", "participant.joined"];
  expect(await read(customer)).toEqual([...joined, "2", "4", "6"]);
  const at = stage.transcript(contactId).find(({ Content }) => Content === "4")!.Id!;
  expect(await contentsOf(customer, { ScanDirection: "FORWARD", StartPosition: { Id: at } })).toEqual([
    "4",
    "6",
  ]);
  const hidden = stage.transcript(contactId).find(({ Content }) => Content === "3")!.Id!;
  const refused = await customer.callRaw("GetTranscript", { StartPosition: { Id: hidden } });
  expect(refused.status).toBe(400);

  stage.emulator.control.end(contactId);
  const again = await stage.customer({
    persistentChat: { rehydrationType: "FROM_SEGMENT", sourceContactId: contactId },
  });
  stage.clock.advance(0);
  expect(await read(again)).toEqual([...joined, "2", "4", "6", "chat.ended", "participant.joined"]);
});

test("participants do not whisper", async () => {
  const { stage, contactId, customer } = await setUp();
  const { participantId } = customer;
  const whisper = { contactId, participantId, content: "psst", visibleTo: "AGENT" } as const;
  expect(() => stage.emulator.control.say(whisper)).toThrow(/only the flow whispers/);
});
