import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHAT, chatEnded, createFakeService, message } from "../../../test/fakeService.js";
import { customerSessionOn } from "../../session/sessionOn.js";
import { asyncSession } from "./asyncSession.js";
import type { StreamedText } from "./growingText.js";
import type { TextDelta } from "./textDelta.js";

const bot = { ParticipantId: "bot", ParticipantRole: "SYSTEM", DisplayName: "BOT" };
const piece = (id: string, number: number, Content: string) =>
  message(id, { ...bot, Content, MessageMetadata: { MessageCompleted: false, ChunkNumber: number } });
const whole = (id: string, Content: string) =>
  message(id, { ...bot, Content, MessageMetadata: { MessageCompleted: true } });

async function connect() {
  const service = createFakeService();
  const session = customerSessionOn(service.platform, { chatDetails: CHAT, parts: [asyncSession] });
  const connecting = session.connect();
  await service.platform.settle();
  service.accept();
  await connecting;
  const hear = async (...items: readonly object[]) => {
    items.forEach(service.item);
    await service.platform.settle();
  };
  return { ...service, session, hear };
}
/** Follows a message's deltas. */
function read({ deltas }: StreamedText) {
  const reading: { readonly seen: TextDelta[]; ended?: unknown } = { seen: [] };
  void (async () => {
    for await (const delta of deltas) reading.seen.push(delta);
  })().then(
    () => (reading.ended = true),
    (error: unknown) => (reading.ended = error),
  );
  return reading;
}
const take = async (texts: AsyncIterator<StreamedText>) => (await texts.next()).value as StreamedText;

describe("the texts of bots", () => {
  it("come as they are written, each delta with the text so far", async () => {
    const { session, hear } = await connect();
    const texts = session.streamedText();
    await hear(piece("x", 1, "He"));
    const text = await take(texts);
    const reading = read(text);
    await hear(piece("x", 2, "llo"));
    expect(reading).toEqual({
      seen: [
        { added: "He", from: 0, text: "He" },
        { added: "llo", from: 2, text: "Hello" },
      ],
    });
    await hear(whole("x", "Hello!"));
    expect(reading).toEqual({
      seen: [expect.anything(), expect.anything(), { added: "!", from: 5, text: "Hello!" }],
      ended: true,
    });
    expect(await text.text()).toBe("Hello!");
    expect(text).toMatchObject({ id: "x", item: { DisplayName: "BOT", Content: "He" } });
  });

  it("come out right when the whole corrects its pieces, and for who comes late", async () => {
    const { session, hear } = await connect();
    const texts = session.streamedText();
    await hear(piece("x", 1, "My number is "), piece("x", 2, "123"));
    const text = await take(texts);
    const reading = read(text);
    await hear(whole("x", "My number is ***. Thanks"));
    expect(reading.seen.at(-1)).toEqual({ added: "***. Thanks", from: 13, text: "My number is ***. Thanks" });
    const late = read(text);
    await text.text();
    expect(late.seen).toEqual([
      { added: "My number is ***. Thanks", from: 0, text: "My number is ***. Thanks" },
    ]);
  });

  it("are only those: not of people, not interactive, and whole ones at once", async () => {
    const { session, hear } = await connect();
    const texts = session.streamedText();
    await hear(
      message("m1"),
      message("i1", { ...bot, ContentType: "application/vnd.amazonaws.connect.message.interactive" }),
      message("prompt", { ...bot, Content: "Welcome" }),
      message("custom", { ...bot, ParticipantRole: "CUSTOM_BOT", ContentType: "text/markdown" }),
    );
    const prompt = await take(texts);
    expect([prompt.id, await prompt.text()]).toEqual(["prompt", "Welcome"]);
    expect((await take(texts)).id).toBe("custom");
  });

  it("end with what there is when the chat does, or the session is closed", async () => {
    for (const end of ["chat", "session"]) {
      const { session, hear } = await connect();
      const texts = session.streamedText();
      await hear(piece("x", 1, "He"));
      const text = await take(texts);
      const reading = read(text);
      const awaited = text.text();
      if (end === "chat") await hear(chatEnded);
      else await session.close();
      expect(await awaited).toBe("He");
      await hear();
      expect(reading.ended).toBe(true);
      expect(await texts.next()).toMatchObject({ done: true });
    }
  });

  it("are thrown away when the signal aborts", async () => {
    const { session, hear } = await connect();
    const controller = new AbortController();
    const texts = session.streamedText({ signal: controller.signal });
    await hear(piece("x", 1, "He"));
    const text = await take(texts);
    const reading = read(text);
    const awaited = text.text().catch((error: unknown) => error);
    await hear();
    controller.abort();
    expect(await awaited).toMatchObject({ code: "ABORTED" });
    await hear();
    expect(reading).toMatchObject({ seen: [{ text: "He" }], ended: { code: "ABORTED" } });
  });

  it("go on to their end for who has left the loop, and no others come", async () => {
    const { session, hear } = await connect();
    const texts = session.streamedText();
    await hear(piece("x", 1, "He"));
    const text = await take(texts);
    await texts.return?.();
    await hear(piece("y", 1, "other"), piece("x", 2, "llo"), whole("x", "Hello"));
    expect(await text.text()).toBe("Hello");
    expect(await texts.next()).toMatchObject({ done: true });
  });

  it("can be left in their midst, also while one waits", async () => {
    const { session, hear } = await connect();
    const texts = session.streamedText();
    await hear(piece("x", 1, "He"));
    const deltas = (await take(texts)).deltas[Symbol.asyncIterator]();
    expect(await deltas.next()).toMatchObject({ value: { text: "He" } });
    const waiting = deltas.next();
    await deltas.return?.();
    expect(await waiting).toMatchObject({ done: true });
  });

  it("that were given up are not kept: of 51 unfinished ones the oldest ends", async () => {
    const { session, hear } = await connect();
    const texts = session.streamedText();
    await hear(...Array.from({ length: 51 }, (_, index) => piece(`x${index}`, 1, "He")));
    const first = await take(texts);
    expect(await first.text()).toBe("He");
    const second = await take(texts);
    let isOver = false;
    void second.text().then(() => (isOver = true));
    await hear();
    expect(isOver).toBe(false);
  });

  it("come out whole in any order of their pieces, whenever they are read", async () => {
    const plan = fc.record({
      pieces: fc.array(fc.string({ maxLength: 6 }), { minLength: 1, maxLength: 6 }),
      seed: fc.array(fc.nat({ max: 100 }), { minLength: 6, maxLength: 6 }),
      readAfter: fc.nat({ max: 6 }),
      correction: fc.option(fc.string({ maxLength: 10 })),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ pieces, seed, readAfter, correction }) => {
        const { session, hear } = await connect();
        const texts = session.streamedText();
        const shuffled = pieces
          .map((text, index) => ({ item: piece("x", index + 1, text), key: seed[index]! }))
          .sort((one, other) => one.key - other.key);
        const end = correction ?? pieces.join("");
        let reading: ReturnType<typeof read> | undefined;
        const begin = async () => (reading ??= read(await take(texts)));
        for (const [index, { item }] of shuffled.entries()) {
          if (index === readAfter) void begin();
          await hear(item);
        }
        await hear(whole("x", end));
        const { seen } = await begin();
        await hear();
        let shown = "";
        for (const { added, from, text } of seen) {
          shown = shown.slice(0, from) + added;
          expect(shown).toBe(text);
        }
        expect(shown).toBe(end);
        expect(reading?.ended).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
