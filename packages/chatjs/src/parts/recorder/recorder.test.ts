import { describe, expect, it, vi } from "vitest";
import { CHAT, chatEnded, createFakeService, message } from "../../../test/fakeService.js";
import { createChatJS } from "../../chatSession.js";
import { addPartsOn } from "../../session/addParts.js";
import { attachments, receipts, transcript } from "../../session/partList.js";
import { customerSessionOn } from "../../session/sessionOn.js";
import { VERSION } from "../../version.js";
import { recorder } from "./recorder.js";
import { readEnvironment } from "./recorderPlatform.js";
import type { RecorderOptions } from "./recorder.js";
import type { Recording, RecordingEntry } from "./recording.js";

async function connect(options: RecorderOptions = {}, service = createFakeService()) {
  const session = customerSessionOn(service.platform, {
    chatDetails: CHAT,
    parts: [recorder(options), attachments, receipts, transcript],
  });
  const connecting = session.connect();
  await service.platform.settle();
  service.accept();
  await connecting;
  await service.platform.settle();
  return { ...service, session };
}

const of = <Kind extends RecordingEntry["kind"]>({ entries }: Recording, kind: Kind) =>
  entries.filter((entry): entry is Extract<RecordingEntry, { kind: Kind }> => entry.kind === kind);

describe("a recording", () => {
  it("says what it is, of which library, session and place", async () => {
    const { session, platform } = await connect();
    await platform.advance(1_000);
    const { entries, ...head } = session.exportDiagnostics();
    expect(entries.length).toBeGreaterThan(0);
    expect(head).toEqual({
      format: "amazon-connect-chatjs recording",
      version: 1,
      libraryVersion: VERSION,
      startedAtMs: Date.UTC(2026, 0, 1),
      durationMs: 1_000,
      sessionType: "CUSTOMER",
      contactId: "contact-1",
      participantId: "customer-1",
      environment: readEnvironment(),
      hasNetwork: true,
      seed: expect.any(Number) as number,
      hasText: false,
      methods: ["sendAttachment", "sendMessageReceipt", "onTranscriptUpdated"],
      dropped: 0,
    });
  });

  it("has requests with their answers, sockets with their frames, calls, states and events, in order", async () => {
    const { session } = await connect();
    const kinds = session
      .exportDiagnostics()
      .entries.map((entry) => [
        entry.kind,
        "operation" in entry
          ? entry.operation
          : "step" in entry
            ? entry.step
            : "name" in entry
              ? entry.name
              : "",
      ]);
    expect(kinds).toEqual([
      ["call", ""],
      ["state", ""],
      ["request", "CreateParticipantConnection"],
      ["answer", ""],
      ["socket", "opening"],
      ["socket", "open"],
      ...Array.from({ length: 4 }, () => ["frame", ""]),
      ["result", ""],
      ["event", "CONNECTION_ESTABLISHED"],
      ["state", ""],
    ]);
  });

  it("has failures: the status and name of the service's error, the name of the network's, the code of the call's", async () => {
    const { session, answers, platform } = await connect();
    answers.set("/participant/message", () => ({
      status: 429,
      headers: { "x-amzn-errortype": "ThrottlingException", "retry-after": "2" },
      body: { message: "slow down" },
    }));
    answers.set("/participant/event", () => {
      throw new TypeError("Failed to fetch");
    });
    answers.set("/participant/transcript", () => ({
      status: 400,
      body: { __type: "a#ValidationException" },
    }));
    const calls = Promise.allSettled([
      session.sendMessage({ message: "hello", contentType: "text/plain" }),
      session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" }),
      session.getTranscript({}),
    ]);
    await platform.advance(60_000);
    await calls;
    const recording = session.exportDiagnostics();
    const answersTo = (operation: string) => {
      const ids = of(recording, "request")
        .filter((entry) => entry.operation === operation)
        .map(({ request }) => request);
      return of(recording, "answer").filter(({ request }) => ids.includes(request));
    };
    expect(answersTo("SendMessage")).toHaveLength(3);
    expect(answersTo("SendMessage")[0]).toMatchObject({
      status: 429,
      error: "ThrottlingException",
      retryAfter: "2",
    });
    expect(answersTo("SendEvent")[0]).toMatchObject({ error: "TypeError" });
    expect(answersTo("SendEvent")[0]?.status).toBeUndefined();
    expect(answersTo("GetTranscript")[0]).toMatchObject({ status: 400, error: "ValidationException" });
    expect(of(recording, "result").flatMap(({ error }) => error ?? [])).toEqual(
      expect.arrayContaining(["THROTTLED", "NETWORK_ERROR", "SERVICE_ERROR"]),
    );
  });

  it("has drops, and what the machine and the page did meanwhile", async () => {
    const { session, platform } = await connect();
    platform.setOnline(false);
    platform.setVisible(false);
    platform.socket().close(1006);
    await platform.settle();
    platform.suspend(30_000);
    platform.setOnline(true);
    platform.setVisible(true);
    await platform.advance(1_000);
    const recording = session.exportDiagnostics();
    expect(of(recording, "socket").find(({ step }) => step === "closed")).toMatchObject({ code: 1006 });
    expect(of(recording, "online").map(({ value }) => value)).toEqual([false, true]);
    expect(of(recording, "visible").map(({ value }) => value)).toEqual([false, true]);
    expect(of(recording, "timer")[0]?.lateMs).toBeGreaterThan(1_000);
    expect(of(recording, "state").map(({ state }) => state)).toEqual(
      expect.arrayContaining(["NeverEstablished", "Established", "Broken"]),
    );
  });

  it("has no token, address, name or text that was in the chat", async () => {
    const { session, platform, item, answers, accept } = await connect();
    session.onMessage(() => undefined);
    session.onTranscriptUpdated(() => undefined);
    answers.set("/participant/transcript", () => ({
      body: { Transcript: [message("old", { Content: "secret past", DisplayName: "secret name" })] },
    }));
    item(message("m1", { Content: "secret words", DisplayName: "secret name" }));
    await session.sendMessage({ message: "secret answer", contentType: "text/plain" });
    await session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" });
    await session.sendAttachment({
      attachment: new File(["secret bytes"], "secret.txt", { type: "text/plain" }),
    });
    await session.downloadAttachment({ attachmentId: "attachment-1" });
    await session.getTranscript({ nextToken: "secret page" });
    platform.socket().receive("secret, and no JSON");
    platform.socket().close(1006);
    await platform.advance(5_000);
    accept();
    await platform.settle();
    item(chatEnded);
    await platform.settle();
    const recording = session.exportDiagnostics();
    const text = JSON.stringify(recording);
    expect(of(recording, "request").map(({ operation }) => operation)).toEqual(
      expect.arrayContaining([
        "SendMessage",
        "StartAttachmentUpload",
        "PutObject",
        "GetObject",
        "GetTranscript",
      ]),
    );
    expect(of(recording, "event").at(-1)?.name).toBe("CHAT_ENDED");
    expect(text).toContain("[12 characters]");
    expect(text).not.toContain("secret");
  });

  it("has the texts where the page says so, and still no token and no name", async () => {
    const { session, item, platform } = await connect({ includeText: true });
    item(message("m1", { Content: "what they said", DisplayName: "secret name" }));
    await session.sendMessage({ message: "what we said", contentType: "text/plain" });
    await platform.settle();
    const recording = session.exportDiagnostics();
    const text = JSON.stringify(recording);
    expect(recording.hasText).toBe(true);
    expect([text.includes("what they said"), text.includes("what we said")]).toEqual([true, true]);
    expect(text).not.toContain("secret");
  });

  it("keeps the latest of a long chat, and says how much is gone", async () => {
    const { session, platform, item } = await connect({ maxEntries: 50 });
    for (let index = 0; index < 100; index++) item(message(`m${index}`));
    await platform.settle();
    const { entries, dropped } = session.exportDiagnostics();
    expect(entries).toHaveLength(50);
    expect(dropped).toBeGreaterThan(50);
    expect(entries.at(-1)).toMatchObject({ kind: "frame" });
  });

  it("keeps frames within the room for them", async () => {
    const { session, platform, item } = await connect({ maxBytes: 10_000 });
    for (let index = 0; index < 100; index++) item(message(`m${index}`, { Content: "x".repeat(500) }));
    await platform.settle();
    expect(session.exportDiagnostics().entries.length).toBeLessThan(20);
  });

  it("costs no more than its entries while nobody asks: no frame is read", async () => {
    const { session, platform, item } = await connect();
    const stringify = vi.spyOn(JSON, "stringify");
    const text = message("m1");
    item(text);
    await platform.settle();
    // The fake service's own two: the item, and the frame around it.
    expect(stringify).toHaveBeenCalledTimes(2);
    stringify.mockRestore();
    expect(of(session.exportDiagnostics(), "frame").at(-1)?.text).toContain('\\"Id\\":\\"m1\\"');
  });
});

describe("a session that is recorded", () => {
  it("hands over the messages that came before the page listened, once it does", async () => {
    const { session, platform, item } = await connect();
    item(message("early"));
    await platform.settle();
    // These take none.
    expect(() => session.onMessage(undefined as never)).toThrow("f must be provided");
    session.onMessage(() => undefined, { signal: AbortSignal.abort() });
    await platform.settle();
    const heard: unknown[] = [];
    session.onMessage(({ data }) => heard.push(data.Id));
    await platform.settle();
    expect(heard).toEqual(["early"]);
    expect(of(session.exportDiagnostics(), "event").map(({ id }) => id)).toContain("early");
  });

  it("throws as without a recorder, and says so in the recording", async () => {
    const { session } = await connect();
    expect(() => session.onMessage(undefined as never)).toThrow("f must be provided");
    const results = of(session.exportDiagnostics(), "result");
    expect(results.at(-1)?.error).toBe("ILLEGAL_ARGUMENT");
  });

  it("has a refused socket in it", async () => {
    const service = createFakeService();
    service.platform.onSocket = () => {
      throw new DOMException("no", "SecurityError");
    };
    const session = customerSessionOn(service.platform, { chatDetails: CHAT, parts: [recorder()] });
    void session.connect().catch(() => undefined);
    await service.platform.settle();
    expect(of(session.exportDiagnostics(), "socket").map(({ step }) => step)).toContain("refused");
  });

  it("may have come late, from the root: then its calls and events are in it, and no frames", async () => {
    const service = createFakeService();
    const made = createChatJS(service.platform).ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
    const session = addPartsOn(service.platform, made, [recorder()]);
    session.onMessage(() => undefined);
    const connecting = session.connect();
    await service.platform.settle();
    service.accept();
    await connecting;
    service.item(message("m1"));
    await service.platform.settle();
    const recording = session.exportDiagnostics();
    expect(recording.hasNetwork).toBe(false);
    expect(of(recording, "frame")).toEqual([]);
    expect(of(recording, "event").map(({ name }) => name)).toEqual([
      "CONNECTION_ESTABLISHED",
      "INCOMING_MESSAGE",
    ]);
    expect(of(recording, "call").map(({ method }) => method)).toEqual(["onMessage", "connect"]);
  });

  it("leaves nothing behind at its end", async () => {
    const { platform, item } = await connect();
    item(chatEnded);
    await platform.advance(60_000);
    expect(platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
  });

  it.each([
    [{ maxEntries: 0 }, "maxEntries"],
    [{ maxBytes: NaN }, "maxBytes"],
    [{ maxEntries: "many" as never }, "maxEntries"],
  ])("is refused with %j", (options, name) => {
    expect(() => recorder(options)).toThrow(`unable to record; ${name} must be a number of 1 or more`);
  });
});

describe("the place", () => {
  it.each([
    [{}, {}],
    [
      {
        navigator: { userAgent: "A browser", language: "en", onLine: false },
        document: { visibilityState: "hidden" },
      },
      { browser: "A browser", language: "en", online: false, visible: false },
    ],
  ])("%j is told as %j", (world, expected) => {
    expect(readEnvironment(world)).toEqual(expected);
  });
});
