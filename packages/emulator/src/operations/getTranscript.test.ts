import type { OperationInput } from "@amazon-connect-chat/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Person, Stage } from "../../test/chat.js";

type Query = OperationInput<"GetTranscript">;

/** A chat that holds the joining and `count` messages m1, m2 ...; two share each second. */
async function chatOf(count: number): Promise<{ stage: Stage; customer: Person }> {
  const stage = createStage();
  const customer = await stage.customer();
  for (let number = 1; number <= count; number++) {
    stage.clock.advance(number % 2 ? 1_000 : 0);
    await customer.call("SendMessage", { ContentType: "text/plain", Content: `m${number}` });
  }
  return { stage, customer };
}

const read = async (person: Person, query: Query) => {
  const { Transcript, NextToken } = await person.call("GetTranscript", query);
  return { names: Transcript!.map(({ Content }) => Content ?? "joined"), next: NextToken! };
};

test.each<[string, Query, string[]]>([
  ["nothing asked: the newest ten, newest first", {}, "m12 m11 m10 m9 m8 m7 m6 m5 m4 m3".split(" ")],
  ["MaxResults 0 is the default", { MaxResults: 0 }, "m12 m11 m10 m9 m8 m7 m6 m5 m4 m3".split(" ")],
  ["an empty StartPosition is none", { MaxResults: 2, StartPosition: {} }, ["m12", "m11"]],
  ["SortOrder orders the page", { MaxResults: 2, SortOrder: "ASCENDING" }, ["m11", "m12"]],
  ["MostRecent alone scans forward", { StartPosition: { MostRecent: 2 } }, ["m12", "m11"]],
  ["MostRecent 0 is the last item", { StartPosition: { MostRecent: 0 } }, ["m12"]],
  [
    "MostRecent forward stops at MaxResults",
    { MaxResults: 2, SortOrder: "ASCENDING", StartPosition: { MostRecent: 5 } },
    ["m8", "m9"],
  ],
  [
    "MostRecent backward begins there",
    { MaxResults: 2, ScanDirection: "BACKWARD", StartPosition: { MostRecent: 5 } },
    ["m8", "m7"],
  ],
  [
    "a time forward takes items at it",
    { MaxResults: 3, SortOrder: "ASCENDING", StartPosition: { AbsoluteTime: "2026-01-15T12:00:03.000Z" } },
    ["m5", "m6", "m7"],
  ],
  [
    "a time backward takes items at it",
    {
      MaxResults: 3,
      SortOrder: "ASCENDING",
      ScanDirection: "BACKWARD",
      StartPosition: { AbsoluteTime: "2026-01-15T12:00:03.000Z" },
    },
    ["m4", "m5", "m6"],
  ],
  ["a time after the end has nothing", { StartPosition: { AbsoluteTime: "2027-01-01T00:00:00Z" } }, []],
  [
    "a time before the start has nothing backward",
    { ScanDirection: "BACKWARD", StartPosition: { AbsoluteTime: "2020-01-01T00:00:00Z" } },
    [],
  ],
])("%s", async (_, query, names) => {
  const { customer } = await chatOf(12);
  expect((await read(customer, query)).names).toEqual(names);
});

test("the item with the Id is on the page in both directions", async () => {
  const { stage, customer } = await chatOf(4);
  const StartPosition = { Id: stage.transcript(customer.contactId)[2]!.Id };
  expect((await read(customer, { StartPosition, SortOrder: "ASCENDING" })).names).toEqual(["m2", "m3", "m4"]);
  const backward = await read(customer, { StartPosition, ScanDirection: "BACKWARD" });
  expect(backward.names).toEqual(["m2", "m1", "joined"]);
});

test("Id counts before AbsoluteTime, and that before MostRecent", async () => {
  const { stage, customer } = await chatOf(6);
  const id = stage.transcript(customer.contactId)[6]!.Id;
  const time = "2026-01-15T12:00:03.000Z";
  const position = { MostRecent: 7, AbsoluteTime: time };
  expect((await read(customer, { StartPosition: { ...position, Id: id } })).names).toEqual(["m6"]);
  expect((await read(customer, { StartPosition: position })).names).toEqual(["m6", "m5"]);
});

test("walking pages yields every item once, in order, whatever the size, direction and sort order", async () => {
  const { stage, customer } = await chatOf(23);
  const all = stage.transcript(customer.contactId).map(({ Content }) => Content ?? "joined");
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom("FORWARD" as const, "BACKWARD" as const),
      fc.constantFrom("ASCENDING" as const, "DESCENDING" as const),
      async (MaxResults, ScanDirection, SortOrder) => {
        const StartPosition = ScanDirection === "FORWARD" ? { MostRecent: 100 } : {};
        const query: Query = { MaxResults, ScanDirection, SortOrder, StartPosition };
        const walked: string[] = [];
        let NextToken: string | undefined;
        do {
          const page = await read(customer, { ...query, ...(NextToken && { NextToken }) });
          const ascending = SortOrder === "ASCENDING" ? page.names : page.names.reverse();
          if (ScanDirection === "FORWARD") walked.push(...ascending);
          else walked.unshift(...ascending);
          NextToken = page.next;
        } while (NextToken);
        expect(walked).toEqual(all);
      },
    ),
    { numRuns: 40 },
  );
});

test("a token keeps its direction, ignores StartPosition and holds while items come", async () => {
  const { customer } = await chatOf(4);
  const { next } = await read(customer, { MaxResults: 2 });
  await customer.call("SendMessage", { ContentType: "text/plain", Content: "late" });
  const page = await read(customer, {
    MaxResults: 2,
    ScanDirection: "FORWARD",
    StartPosition: { MostRecent: 1 },
    NextToken: next,
  });
  expect(page.names).toEqual(["m2", "m1"]);
});

test("the end of a scan has an empty NextToken, at the live end too", async () => {
  const { customer } = await chatOf(2);
  expect((await read(customer, { MaxResults: 3 })).next).toBe("");
  expect((await read(customer, { StartPosition: { MostRecent: 2 } })).next).toBe("");
});

test("another contact's id gives an empty list, one's own the chat", async () => {
  const { customer } = await chatOf(1);
  const answer = await customer.call("GetTranscript", { ContactId: "another" });
  expect(answer).toEqual({ InitialContactId: customer.contactId, Transcript: [], NextToken: "" });
  expect((await read(customer, { ContactId: customer.contactId })).names).toEqual(["m1", "joined"]);
});

test.each<[string, unknown]>([
  ["FORWARD from nowhere", { ScanDirection: "FORWARD" }],
  ["FORWARD from an empty position", { ScanDirection: "FORWARD", StartPosition: {} }],
  ["an unknown Id", { StartPosition: { Id: "unknown" } }],
  ["an Id of every object", { StartPosition: { Id: "__proto__" } }],
  ["a time that is none", { StartPosition: { AbsoluteTime: "yesterday" } }],
  ["a broken token", { NextToken: "nt.broken" }],
  ["a negative MostRecent", { StartPosition: { MostRecent: -1 } }],
  ["a large MostRecent", { StartPosition: { MostRecent: 101 } }],
  ["a large MaxResults", { MaxResults: 101 }],
  ["a broken MaxResults", { MaxResults: 1.5 }],
  ["MaxResults as a text", { MaxResults: "10" }],
  ["an unknown direction", { ScanDirection: "SIDEWAYS" }],
  ["an unknown order", { SortOrder: "RANDOM" }],
  ["a position that is a list", { StartPosition: [] }],
  ["an empty token", { NextToken: "" }],
])("refuses %s", async (_, query) => {
  const { customer } = await chatOf(1);
  const refused = await customer.callRaw("GetTranscript", query);
  expect(refused.status).toBe(400);
  expect(refused.body).toEqual({ message: "Validation exception due to invalid parameter" });
});

test("refuses the token of another chat", async () => {
  const { stage, customer } = await chatOf(3);
  const stranger = await stage.customer();
  const { next } = await read(customer, { MaxResults: 1 });
  expect((await stranger.callRaw("GetTranscript", { NextToken: next })).status).toBe(400);
});

test("takes null members as absent, in StartPosition too", async () => {
  const { customer } = await chatOf(1);
  const body = { ContactId: null, NextToken: null, MaxResults: null, StartPosition: { Id: null } };
  expect((await customer.callRaw("GetTranscript", body)).status).toBe(200);
});
