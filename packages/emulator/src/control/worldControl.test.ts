import fc from "fast-check";
import { expect, test } from "vitest";
import { bytes, download, upload } from "../../test/attachment.js";
import { createStage } from "../../test/chat.js";
import type { Person, Stage } from "../../test/chat.js";
import { createKeptStage } from "../../test/keptStage.js";
import { callRaw } from "../../test/service.js";
import type { ExportedWorld } from "../store/exportedWorld.js";
import { ControlError } from "./controlError.js";

const text = (Content: string) => ({ Content, ContentType: "text/plain", ClientToken: crypto.randomUUID() });

/** As it is after it was written to a file and read again. */
const throughJson = (world: ExportedWorld) => JSON.parse(JSON.stringify(world)) as ExportedWorld;

const transcripts = ({ emulator, transcript }: Stage) =>
  emulator.control.listContacts().map(({ contactId }) => transcript(contactId));

/** A stage with one chat of everything, and what it exports. */
async function createWorld() {
  const stage = createStage();
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  const { Id } = await customer.call("SendMessage", text("Hello"));
  await agent.call("SendEvent", {
    ContentType: "application/vnd.amazonaws.connect.event.message.read",
    Content: JSON.stringify({ messageId: Id }),
  });
  const attachmentId = await upload(stage, customer);
  return { stage, customer, agent, attachmentId, world: throughJson(stage.emulator.control.exportWorld()) };
}

function refusalOf(stage: Stage, world: unknown): string {
  try {
    stage.emulator.control.importWorld(world as ExportedWorld);
  } catch (error) {
    expect(error).toBeInstanceOf(ControlError);
    return `${(error as ControlError).code} ${(error as ControlError).message}`;
  }
  return "imported";
}

test("a world goes on where it was exported: transcript, receipts, tokens, attachments", async () => {
  const { stage, customer, agent, attachmentId, world } = await createWorld();
  const other = createStage({ seed: 8 });
  expect(other.emulator.control.importWorld(world)).toEqual({ imported: 1 });
  expect(transcripts(other)).toEqual(transcripts(stage));
  expect((await callRaw(other.send, "SendMessage", agent.connectionToken, text("Hi"))).status).toBe(200);
  const { response } = await download(other, await other.person(customer), attachmentId);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
});

test("what is exported again is the same", async () => {
  const { stage, world } = await createWorld();
  const other = createStage({ seed: 8 });
  other.emulator.control.importWorld(world);
  expect(throughJson(other.emulator.control.exportWorld())).toEqual(world);
  expect(stage.emulator.control.exportWorld()).toEqual(other.emulator.control.exportWorld());
});

test("attachments can be left out", async () => {
  const { stage, customer, attachmentId } = await createWorld();
  const world = stage.emulator.control.exportWorld({ attachments: "omit" });
  expect(world.chats.map(({ files }) => files)).toEqual([[]]);
  const other = createStage({ seed: 8 });
  other.emulator.control.importWorld(throughJson(world));
  const { response } = await download(other, await other.person(customer), attachmentId);
  expect(response.status).toBe(404);
});

test("the time of an imported chat begins anew", async () => {
  const { stage, customer, world } = await createWorld();
  const other = createStage({ seed: 8 });
  other.clock.advance(30 * 24 * 3_600_000);
  other.emulator.control.importWorld(world);
  other.clock.advance(1_000);
  const state = ({ emulator }: Stage) => emulator.control.getContact(customer.contactId).contact.state;
  expect([state(stage), state(other)]).toEqual(["WITH_AGENT", "WITH_AGENT"]);
});

test("an imported world is kept", async () => {
  const { customer, attachmentId, world } = await createWorld();
  const before = await createKeptStage({ seed: 8 });
  before.emulator.control.importWorld(world);
  const after = await before.restart();
  expect(throughJson(after.emulator.control.exportWorld())).toEqual(world);
  expect((await download(after, await after.person(customer), attachmentId)).response.status).toBe(200);
});

const changed = (world: ExportedWorld, change: (chat: Record<string, any>) => void) => {
  const [chat] = throughJson(world).chats;
  change(chat as unknown as Record<string, any>);
  return { version: 1, chats: [chat] };
};

test("a file of a world that somebody else has made runs nothing, whatever its headers say", async () => {
  const { customer, attachmentId, world } = await createWorld();
  const other = createStage({ seed: 8 });
  const page = changed(world, ({ files: [file] }) => (file.headers = { "Content-Type": "text/html" }));
  other.emulator.control.importWorld(page as ExportedWorld);
  const { response } = await download(other, await other.person(customer), attachmentId);
  expect(response.headers.get("content-type")).toBe("text/html");
  expect(response.headers.get("content-security-policy")).toBe("sandbox");
});

test("what is no world is refused with the place of the mistake, and nothing of it comes", async () => {
  const { world } = await createWorld();
  const other = createStage({ seed: 8 });
  const twice = { version: 1, chats: [...world.chats, ...world.chats] };
  const cases: readonly (readonly [unknown, string])[] = [
    [undefined, "is missing"],
    ["world", "expected object"],
    [[], "expected object"],
    [{ ...world, version: 2 }, "version: expected 1, the version that this emulator knows"],
    [{ version: 1 }, "chats: is missing"],
    [twice, "chats: one of them is there twice"],
    [changed(world, (chat) => delete chat["contact"].state), "chats[0].contact.state: "],
    [
      changed(world, (chat) => (chat["files"][0].headers["Content-Type"] = "a\nb")),
      'chats[0].files[0].headers["Content-Type"]: is no value of a header',
    ],
    [
      changed(world, (chat) => (chat["items"][1].AbsoluteTime = "now")),
      "chats[0].items[1].AbsoluteTime: is no ISO-8601 time",
    ],
    [
      changed(world, (chat) => (chat["files"][0].key = "final/../../evil")),
      "chats[0].files[0].key: is no key of an attachment",
    ],
    [changed(world, (chat) => (chat["files"][0].contentBase64 = "ä")), "chats[0].files[0].contentBase64: "],
    [changed(world, (chat) => (chat["tokens"][0].kind = "ct.secret")), "chats[0].tokens[0].kind: "],
  ];
  for (const [value, reason] of cases) {
    const told = refusalOf(other, value);
    expect(told).toContain("InvalidRequest unable to import the world; ");
    expect(told).toContain(reason);
    expect(told).not.toContain("secret");
  }
  expect(other.emulator.control.listContacts()).toEqual([]);
});

test("a chat that is here already refuses all of the world", async () => {
  const { stage, world } = await createWorld();
  const fresh = createStage({ seed: 8 });
  await fresh.customer();
  const both = { ...world, chats: [...fresh.emulator.control.exportWorld().chats, ...world.chats] };
  expect(refusalOf(stage, both)).toBe(
    "Conflict unable to import the world; one of its chats is here already",
  );
  expect(stage.emulator.control.listContacts()).toHaveLength(1);
});

test("the routes take it out and in", async () => {
  const { stage, world } = await createWorld();
  const get = async (query = "") => stage.send(`/control/world${query}`);
  expect(await (await get()).json()).toEqual(world);
  const omitted = (await (await get("?attachments=omit")).json()) as ExportedWorld;
  expect(omitted.chats[0]?.files).toEqual([]);
  expect((await get("?attachments=maybe")).status).toBe(400);

  const other = createStage({ seed: 8 });
  const post = async (body: string) => {
    const response = await other.send("/control/world", { method: "POST", body });
    return { status: response.status, body: await response.json() };
  };
  expect(await post(JSON.stringify(world))).toEqual({ status: 200, body: { imported: 1 } });
  expect((await post(JSON.stringify(world))).status).toBe(409);
  expect(await post("{}")).toMatchObject({ status: 400, body: { error: { code: "InvalidRequest" } } });
});

type Act = (stage: Stage, people: readonly Person[]) => unknown;

/** Something that happens in a world. */
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(fc.nat(), fc.string({ minLength: 1, unit: "binary" })).map(
    ([who, content]): Act =>
      (_, people) =>
        people[who % people.length]?.callRaw("SendMessage", text(content)),
  ),
  fc.nat().map((who): Act => async ({ transcript }, people) => {
    const person = people[who % people.length];
    const items = person ? transcript(person.contactId) : [];
    await person?.callRaw("SendEvent", {
      ContentType: "application/vnd.amazonaws.connect.event.message.delivered",
      Content: JSON.stringify({ messageId: items[who % items.length]?.Id }),
    });
  }),
  fc.nat().map(
    (who): Act =>
      (_, people) =>
        people[who % people.length]?.callRaw("DisconnectParticipant", {}),
  ),
  fc.nat().map((who): Act => async (stage, people) => {
    const person = people[who % people.length];
    if (person) await upload(stage, person).catch(() => undefined);
  }),
  fc.nat({ max: 100_000 }).map(
    (ms): Act =>
      ({ clock }) =>
        clock.advance(ms),
  ),
);

test("whatever happens in a world, it is the same after export and import", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
      const stage = createStage();
      const first = await stage.customer();
      const people = [first, await stage.agent(first.contactId), await stage.customer()];
      for (const each of acts) await each(stage, people);
      const world = throughJson(stage.emulator.control.exportWorld());
      const other = createStage({ seed: 8 });
      other.emulator.control.importWorld(world);
      expect(transcripts(other)).toEqual(transcripts(stage));
      for (const { connectionToken } of people) {
        const read = (from: Stage) =>
          callRaw(from.send, "GetTranscript", connectionToken, { MaxResults: 100 });
        const [mine, theirs] = [await read(stage), await read(other)];
        expect([theirs.status, theirs.body]).toEqual([mine.status, mine.body]);
      }
      stage.emulator.close();
      other.emulator.close();
    }),
    { numRuns: 60 },
  );
});
