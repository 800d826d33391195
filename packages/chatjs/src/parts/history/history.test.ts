import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { CHAT, createFakeService, message } from "../../../test/fakeService.js";
import { createChatJS } from "../../chatSession.js";
import { addPartsOn } from "../../session/addParts.js";
import { customerSessionOn } from "../../session/sessionOn.js";
import type { TranscriptItem } from "../../transcript/transcriptStore.js";
import { history } from "./history.js";
import { createTranscriptPages } from "./transcriptPages.js";

const REHYDRATED = "application/vnd.amazonaws.connect.event.chat.rehydrated";
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_none, index) => {
    const number = from + index;
    const AbsoluteTime = new Date(Date.UTC(2026, 0, 1) + number * 1_000).toISOString();
    return message(`m${number}`, { AbsoluteTime, Content: `text ${number}` });
  });

/** A connected session whose chat has `count` messages so far; pages of it are as the service gives them. */
async function connect(count: number) {
  const service = createFakeService();
  const { platform, answers, accept } = service;
  const all = numbered(1, count);
  answers.set("/participant/transcript", ({ body }) => {
    const { MaxResults, NextToken } = JSON.parse(String(body)) as { MaxResults: number; NextToken?: string };
    const end = NextToken ? Number(NextToken) : all.length;
    const start = Math.max(0, end - MaxResults);
    const token = start > 0 ? { NextToken: String(start) } : {};
    return { body: { InitialContactId: CHAT.contactId, Transcript: all.slice(start, end), ...token } };
  });
  const session = customerSessionOn(platform, { chatDetails: CHAT, parts: [history] });
  const connecting = session.connect();
  await platform.settle();
  accept();
  await connecting;
  await platform.settle();
  return { ...service, session, transcript: session.transcript };
}

describe("session.transcript", () => {
  it("has the newest page once the session is connected, and live messages after it", async () => {
    const { transcript, item, platform } = await connect(150);
    expect(transcript.items).toHaveLength(100);
    expect(transcript.hasOlder).toBe(true);
    const { items } = transcript;
    expect(transcript.items).toBe(items);
    item(message("live", { AbsoluteTime: "2026-02-01T00:00:00.000Z" }));
    await platform.settle();
    expect(transcript.items.at(-1)?.Id).toBe("live");
    expect(transcript.items).not.toBe(items);
  });

  it("grows to the past page by page, and says when nothing is left", async () => {
    const { transcript } = await connect(150);
    expect(await transcript.loadOlder({ maxResults: 30 })).toBe(30);
    expect(transcript.items[0]?.Id).toBe("m21");
    expect(await transcript.loadOlder({ maxResults: 30 })).toBe(20);
    expect([transcript.items[0]?.Id, transcript.items.length, transcript.hasOlder]).toEqual([
      "m1",
      150,
      false,
    ]);
    expect(await transcript.loadOlder()).toBe(0);
  });

  it.each(["is told", "is away just then"])(
    "goes on to the past of a persistent chat once that is there, when the session %s",
    async (how) => {
      const { transcript, item, platform, answers, accept } = await connect(10);
      const answer = answers.get("/participant/transcript")!;
      const past = numbered(1, 30).map((each) => ({
        ...each,
        Id: "Id" in each && `past ${each.Id}`,
        RelatedContactId: "past",
      }));
      expect(transcript.hasOlder).toBe(false);
      answers.set("/participant/transcript", async (request) => {
        const { NextToken } = JSON.parse(String(request.body)) as { NextToken?: string };
        if (NextToken === "past") return { body: { InitialContactId: CHAT.contactId, Transcript: past } };
        const { body } = await answer(request);
        return { body: { ...(body as object), NextToken: "past" } };
      });
      if (how === "is told") {
        item(message("rehydrated", { Type: "EVENT", ContentType: REHYDRATED }));
      } else {
        platform.socket().close();
        await platform.advance(5_000);
        accept();
      }
      await platform.settle();
      expect(transcript.hasOlder).toBe(true);
      expect(await transcript.loadOlder()).toBe(30);
      expect(transcript.segments.map(({ isPast }) => isPast)).toContain(true);
    },
  );

  it("keeps its place, and that nothing is left, when the page reads the newest items itself", async () => {
    const { transcript, session, platform } = await connect(150);
    await transcript.loadOlder({ maxResults: 30 });
    await session.getTranscript({ maxResults: 15 });
    await platform.settle();
    expect(await transcript.loadOlder({ maxResults: 10 })).toBe(10);
    await transcript.loadAll();
    await session.getTranscript({ maxResults: 15 });
    await platform.settle();
    expect([transcript.items.length, transcript.hasOlder]).toEqual([150, false]);
  });

  it("goes on where the page has read older items itself", async () => {
    const { transcript, session, platform } = await connect(300);
    const { data } = await session.getTranscript({ maxResults: 100 });
    await session.getTranscript({ maxResults: 100, nextToken: data.NextToken });
    await platform.settle();
    expect(await transcript.loadOlder({ maxResults: 10 })).toBe(10);
    expect(transcript.items).toHaveLength(210);
  });

  it("has nothing older after an outage, where it had nothing before", async () => {
    const { transcript, platform, accept } = await connect(250);
    await transcript.loadAll();
    platform.socket().close();
    await platform.advance(5_000);
    accept();
    await platform.settle();
    expect([transcript.items.length, transcript.hasOlder]).toEqual([250, false]);
  });

  it("reads on where a page is empty and there is another one, but not for ever", async () => {
    const { transcript, answers, requestsTo } = await connect(150);
    const older = numbered(1, 5);
    let empty = 3;
    answers.set("/participant/transcript", () =>
      empty-- > 0
        ? { body: { Transcript: [], NextToken: `empty ${empty}` } }
        : { body: { Transcript: older } },
    );
    expect(await transcript.loadOlder()).toBe(5);
    expect(transcript.hasOlder).toBe(false);
    const endless = await connect(150);
    endless.answers.set("/participant/transcript", () => ({
      body: { Transcript: older, NextToken: "again" },
    }));
    expect(await endless.transcript.loadAll()).toBe(5);
    expect(endless.requestsTo("/participant/transcript").length).toBeLessThan(50);
    expect(requestsTo("/participant/transcript")).toHaveLength(5);
  });

  it("asks for nothing when its signal has aborted before, or as many are known as are wanted", async () => {
    const { transcript, requestsTo } = await connect(150);
    const before = requestsTo("/participant/transcript").length;
    const options = { signal: AbortSignal.abort() };
    await expect(transcript.loadOlder(options)).rejects.toMatchObject({ code: "ABORTED" });
    await expect(transcript.loadAll(options)).rejects.toMatchObject({ code: "ABORTED" });
    expect(await transcript.loadAll({ maxItems: 100 })).toBe(0);
    expect(requestsTo("/participant/transcript")).toHaveLength(before);
  });

  it("asks once for calls at the same time, and tells of each change", async () => {
    const { transcript, requestsTo } = await connect(150);
    const before = requestsTo("/participant/transcript").length;
    const states: unknown[] = [];
    const stop = transcript.onChange(() => states.push([transcript.isLoading, transcript.items.length]));
    expect(await Promise.all([transcript.loadOlder(), transcript.loadOlder()])).toEqual([50, 50]);
    expect(requestsTo("/participant/transcript")).toHaveLength(before + 1);
    expect(states.slice(0, 2)).toEqual([
      [true, 100],
      [false, 150],
    ]);
    stop();
    states.length = 0;
    await transcript.loadOlder();
    expect(states).toEqual([]);
  });

  /** Pages of a chat of 150 messages; the newest one comes, or fails, when `answer` is called. */
  function openPages() {
    const all = numbered(1, 150) as readonly TranscriptItem[];
    let answer: (error?: Error) => void = () => undefined;
    const pages = createTranscriptPages({
      async readPage({ maxResults, nextToken }) {
        const isNewest = nextToken === undefined;
        if (isNewest)
          await new Promise<void>((resolve, reject) => {
            answer = (error) => (error ? reject(error) : resolve());
          });
        const end = Number(nextToken ?? all.length);
        const start = Math.max(0, end - maxResults);
        const token = start > 0 ? { NextToken: String(start) } : {};
        return { data: { Transcript: all.slice(start, end), ...token } };
      },
      reportError: () => undefined,
    });
    return { ...pages, all, answer: (error?: Error) => answer(error) };
  }

  it("goes on from what the session has read itself while the first page was loaded", async () => {
    const { transcript, updated, all, answer } = openPages();
    const loading = transcript.loadOlder({ maxResults: 30 });
    updated({ transcript: all.slice(50), previousTranscriptNextToken: "50" });
    answer();
    expect(await loading).toBe(30);
    await transcript.loadAll();
    expect(transcript.items).toEqual(all);
  });

  it("comes to the past through what a recovery has brought before anything was read", async () => {
    const { transcript, updated, all, answer } = openPages();
    updated({ transcript: all.slice(20), previousTranscriptNextToken: null });
    const loading = transcript.loadAll();
    answer();
    expect(await loading).toBe(20);
    expect(transcript.items).toEqual(all);
  });

  it("is led to the past by a look for it, whatever the session tells meanwhile", async () => {
    const { transcript, updated, lookAgain, all, answer } = openPages();
    const whole = { transcript: all.slice(50), previousTranscriptNextToken: undefined };
    updated(whole);
    expect(transcript.hasOlder).toBe(false);
    const looking = lookAgain();
    await Promise.resolve();
    updated(whole);
    answer();
    await looking;
    expect(transcript.hasOlder).toBe(true);
    await transcript.loadAll();
    expect(transcript.items).toEqual(all);
  });

  it("finds a past that begins behind more than a page", async () => {
    const { transcript, updated, lookAgain, all, answer } = openPages();
    updated({ transcript: all.slice(20), previousTranscriptNextToken: undefined });
    const looking = lookAgain();
    await Promise.resolve();
    answer();
    await looking;
    expect(transcript.items).toEqual(all);
  });

  it("looks for a past again with the next connection when nobody could be asked", async () => {
    const { transcript, updated, lookAgain, established, all, answer } = openPages();
    const whole = { transcript: all.slice(50), previousTranscriptNextToken: undefined };
    updated(whole);
    const looking = lookAgain();
    await Promise.resolve();
    answer(new Error("of the network"));
    await looking;
    updated(whole);
    established();
    await Promise.resolve();
    answer();
    await vi.waitFor(() => expect(transcript.isLoading).toBe(false));
    expect(transcript.hasOlder).toBe(true);
    established();
    expect(transcript.isLoading).toBe(false);
  });

  it("reads all there is, or as many as are wanted", async () => {
    const whole = await connect(450);
    expect(await whole.transcript.loadAll()).toBe(350);
    expect(whole.transcript.items.map(({ Id }) => Id)).toEqual(numbered(1, 450).map(({ Id }) => Id));
    const some = await connect(450);
    await some.transcript.loadAll({ maxItems: 250 });
    expect([some.transcript.items.length, some.transcript.hasOlder]).toEqual([300, true]);
  });

  it("hands on what went wrong, keeps what there is, and can be asked again", async () => {
    const { transcript, answers } = await connect(150);
    const answer = answers.get("/participant/transcript");
    answers.set("/participant/transcript", () => ({ status: 400, body: { message: "no" } }));
    await expect(transcript.loadOlder()).rejects.toMatchObject({ code: "SERVICE_ERROR" });
    expect([transcript.items.length, transcript.isLoading, transcript.hasOlder]).toEqual([100, false, true]);
    answers.set("/participant/transcript", answer!);
    expect(await transcript.loadOlder()).toBe(50);
  });

  it("stops to wait when its signal aborts, and refuses what is no size", async () => {
    const { transcript, answers, platform } = await connect(150);
    answers.set("/participant/transcript", () => new Promise(() => undefined));
    const controller = new AbortController();
    const waiting = transcript.loadOlder({ signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: "ABORTED" });
    await expect(transcript.loadOlder({ maxResults: 0 })).rejects.toThrow(
      "maxResults must be a number from 1",
    );
    await platform.settle();
  });

  it("ends nothing when a handler throws", async () => {
    const { transcript, platform } = await connect(150);
    const seen: string[] = [];
    transcript.onChange(() => {
      throw new Error("of the page");
    });
    transcript.onChange(() => seen.push("changed"), { signal: new AbortController().signal });
    await transcript.loadOlder();
    expect(seen.length).toBeGreaterThan(0);
    expect(platform.reportedErrors).toContainEqual(new Error("of the page"));
  });

  it("comes to a session of the root, too, and not to one that has no transcript", async () => {
    const { platform, accept, answers } = createFakeService();
    answers.set("/participant/transcript", () => ({ body: { Transcript: numbered(1, 3) } }));
    const { ChatSession } = createChatJS(platform);
    const session = addPartsOn(platform, ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT }), [
      history,
    ]);
    const connecting = session.connect();
    await platform.settle();
    accept();
    await connecting;
    await platform.settle();
    expect(session.transcript.items).toHaveLength(3);
    const bare = customerSessionOn(platform, { chatDetails: CHAT });
    expect(() => addPartsOn(platform, bare, [history])).toThrow("the session has no onTranscriptUpdated");
  });

  it("shows every message once and in order, whatever is loaded when", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 260 }),
        fc.array(fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constant("live")), { maxLength: 8 }),
        async (count, steps) => {
          const { transcript, item, platform } = await connect(count);
          let live = 0;
          for (const step of steps) {
            if (step === "live") item(numbered(1_000 + ++live, 1_000 + live)[0]!);
            else await transcript.loadOlder({ maxResults: step });
            await platform.settle();
          }
          await transcript.loadAll();
          const wanted = [...numbered(1, count), ...numbered(1_001, 1_000 + live)].map(({ Id }) => Id);
          expect(transcript.items.map(({ Id }) => Id)).toEqual(wanted);
          expect(transcript.hasOlder).toBe(false);
        },
      ),
      { numRuns: 25 },
    );
  });
});
