import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChatError } from "../../errors.js";
import { createJob, goneOf, keptOf, restoreJob } from "./entries.js";
import { readKept, writeKept } from "./kept.js";
import type { OutboxContent } from "./outboxTypes.js";

const contents: fc.Arbitrary<OutboxContent> = fc.oneof(
  fc.record({
    kind: fc.constant("message" as const),
    message: fc.string(),
    contentType: fc.string(),
  }),
  fc.record(
    { kind: fc.constant("event" as const), contentType: fc.string(), content: fc.string() },
    { requiredKeys: ["kind", "contentType"] },
  ),
  fc.record({
    kind: fc.constant("attachment" as const),
    name: fc.string(),
    type: fc.string(),
    size: fc.nat(),
  }),
);
const given = fc.record({
  id: fc.string(),
  createdAt: fc.string(),
  clientToken: fc.string(),
  content: contents,
  metadata: fc.constant(null),
  upload: fc.record({ round: fc.nat(), attachmentId: fc.string(), isUploaded: fc.boolean() }),
  state: fc.constantFrom(
    { state: "waiting" } as const,
    {
      state: "failed",
      error: new ChatError("SERVICE_ERROR", "too long", { type: "ValidationException", statusCode: 400 }),
    } as const,
  ),
});

describe("what is stored of an entry", () => {
  it("has names that no build shortens, as pages of other versions read them", () => {
    const text = readFileSync(new URL("../../../mangledNames.json", import.meta.url), "utf8");
    const shortened = JSON.parse(text) as readonly string[];
    fc.assert(
      fc.property(given, (facts) => {
        const job = createJob(facts);
        JSON.stringify([keptOf(job), goneOf(job)], (name, value: unknown) => {
          expect(shortened).not.toContain(name);
          return value;
        });
      }),
    );
  });

  it("is read as it was written", () => {
    fc.assert(
      fc.property(given, (facts) => {
        const job = createJob(facts);
        const [kept] = readKept(writeKept([keptOf(job)].flatMap((each) => each ?? [])));
        const restored = kept && restoreJob(kept);
        expect(restored?.entry).toEqual(job.entry);
        expect(restored?.clientToken).toBe(job.clientToken);
        if (job.content.kind === "attachment") expect(restored?.upload).toEqual(job.upload);
      }),
    );
  });

  it.each([
    ["nothing", null],
    ["text of others", "{"],
    ["a list", "[]"],
    ["another version", '{"version":2,"entries":[{}]}'],
    ["no list", '{"version":1,"entries":{}}'],
    ["no entries", '{"version":1,"entries":[null,1,"x",{},{"kind":"toString"}]}'],
    [
      "a message without its text",
      '{"version":1,"entries":[{"kind":"message","id":"a","createdAt":"b","clientToken":"c","contentType":"d"}]}',
    ],
  ])("counts as empty when it is %s", (_what, text) => {
    expect(readKept(text)).toEqual([]);
  });

  it.each([
    { upload: [] },
    { upload: { round: "0" } },
    { file: {} },
    { file: { uri: 1 } },
    { error: "no" },
    { error: { message: { toString: 1 } } },
  ])("is no entry with %j", (more) => {
    const whole = {
      id: "a",
      createdAt: "b",
      clientToken: "c",
      kind: "attachment",
      name: "n",
      type: "",
      size: 1,
    };
    const read = (entry: object) => readKept(JSON.stringify({ version: 1, entries: [entry] }));
    expect([read(whole).length, read({ ...whole, ...more }).length]).toEqual([1, 0]);
  });

  it("never breaks its reader", () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (text) => void readKept(text)));
  });
});
