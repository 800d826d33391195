import { describe, expect, it } from "vitest";
import { CHAT, chatEnded, createFakeService, message } from "../../../test/fakeService.js";
import { createChatJS } from "../../chatSession.js";
import { addPartsOn } from "../../session/addParts.js";
import { attachments, views } from "../../session/partList.js";
import { customerSessionOn } from "../../session/sessionOn.js";
import { telemetry } from "./telemetry.js";
import type { TelemetryRecord, TelemetrySink } from "./telemetryRecord.js";

async function connect(sink?: TelemetrySink) {
  const service = createFakeService();
  const records: TelemetryRecord[] = [];
  const session = customerSessionOn(service.platform, {
    chatDetails: CHAT,
    parts: [telemetry(sink ?? ((record) => records.push(record))), attachments, views],
  });
  const connecting = session.connect();
  await service.platform.settle();
  service.accept();
  await connecting;
  await service.platform.settle();
  return {
    ...service,
    session,
    records,
    named: (name: string) => records.filter((record) => record.name === name),
  };
}

/** Loses the connection, and gets it back `afterMs` later. */
async function outage({ platform, accept }: Awaited<ReturnType<typeof connect>>, afterMs: number) {
  platform.socket().close(1006);
  await platform.advance(afterMs);
  accept();
  await platform.settle();
}

describe("telemetry", () => {
  it("has an operation, and each of its attempts, under OpenTelemetry's names", async () => {
    const { session, answers, platform, named } = await connect();
    let asked = 0;
    answers.set("/participant/message", () =>
      ++asked < 3 ? { status: 500 } : { headers: { "x-amzn-requestid": "r-1" }, body: { Id: "m1" } },
    );
    const sending = session.sendMessage({ message: "hello", contentType: "text/plain" });
    await platform.advance(10_000);
    await sending;
    const common = { "chat.session_type": "CUSTOMER", "chat.contact_id": "contact-1" };
    expect(named("ConnectParticipant/SendMessage")).toEqual([
      {
        kind: "span",
        name: "ConnectParticipant/SendMessage",
        startMs: Date.UTC(2026, 0, 1),
        durationMs: expect.any(Number) as number,
        attributes: {
          ...common,
          "rpc.system": "aws-api",
          "rpc.service": "ConnectParticipant",
          "rpc.method": "SendMessage",
          "chat.content_type": "text/plain",
          "http.response.status_code": 200,
          "http.request.resend_count": 2,
          "aws.request_id": "r-1",
        },
      },
    ]);
    const attempts = named("POST").filter(
      ({ attributes }) => attributes["url.template"] === "/participant/message",
    );
    expect(attempts.map(({ attributes }) => attributes["http.response.status_code"])).toEqual([
      500, 500, 200,
    ]);
    expect(attempts[0]).toMatchObject({
      errorCode: "500",
      attributes: {
        "http.request.method": "POST",
        "error.type": "500",
        "server.address": "participant.connect.us-west-2.amazonaws.com",
      },
    });
  });

  it("has what failed, with the code of the error", async () => {
    const { session, answers, named } = await connect();
    answers.set("/participant/event", () => {
      throw new TypeError("Failed to fetch");
    });
    answers.set("/participant/transcript", () => ({
      status: 400,
      headers: { "x-amzn-errortype": "ValidationException" },
    }));
    await Promise.allSettled([
      session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" }),
      session.getTranscript({}),
    ]);
    expect(named("ConnectParticipant/SendEvent")[0]).toMatchObject({
      errorCode: "NETWORK_ERROR",
      attributes: { "error.type": "NETWORK_ERROR" },
    });
    expect(named("ConnectParticipant/GetTranscript").at(-1)).toMatchObject({
      errorCode: "SERVICE_ERROR",
      attributes: { "http.response.status_code": 400 },
    });
    expect(named("POST").find(({ attributes }) => attributes["error.type"] === "TypeError")).toBeDefined();
  });

  it("has connect(), done and failed", async () => {
    const { named, session, item, platform } = await connect();
    expect(named("chat.connect")).toMatchObject([{ kind: "span" }]);
    item(chatEnded);
    await platform.settle();
    await session.connect().catch(() => undefined);
    expect(named("chat.connect").at(-1)).toMatchObject({ errorCode: "CONNECT_FAILED" });
  });

  it("has an outage from the loss until what was missed is there, and of that the recovery", async () => {
    const chat = await connect();
    const { named, answers, platform } = chat;
    let reply = (_body: unknown): void => undefined;
    answers.set("/participant/transcript", () => ({ body: new Promise((resolve) => (reply = resolve)) }));
    await outage(chat, 5_000);
    await platform.advance(1_000);
    reply({ Transcript: [message("missed", { AbsoluteTime: "2026-01-01T00:00:03.000Z" })] });
    await platform.settle();
    expect(named("chat.connection_lost")).toMatchObject([{ kind: "count", value: 1 }]);
    expect(named("chat.outage")).toMatchObject([{ kind: "span", durationMs: 6_000 }]);
    expect(named("chat.recovery")).toMatchObject([{ kind: "span", durationMs: 1_000 }]);
    expect(named("chat.recovered_items")).toMatchObject([{ value: 1 }]);
    expect(named("chat.connection_attempt").length).toBeGreaterThan(0);
    expect(named("chat.outage")[0]).not.toHaveProperty("errorCode");
  });

  it("has an outage that nothing came of, with its error", async () => {
    const { named, answers, platform } = await connect();
    answers.set("/participant/connection", () => ({ status: 400 }));
    platform.socket().close(1006);
    await platform.advance(60_000);
    expect(named("chat.outage")).toMatchObject([{ errorCode: "CONNECTION_BROKEN" }]);
    expect(named("chat.connection_broken")).toHaveLength(1);
  });

  it.each(["after", "before"])(
    "has the time of a message until its echo, which comes %s the answer",
    async (when) => {
      const { session, answers, platform, item, named } = await connect();
      session.onMessage(() => undefined);
      let reply = (_body: unknown): void => undefined;
      answers.set("/participant/message", () => ({ body: new Promise((resolve) => (reply = resolve)) }));
      const sending = session.sendMessage({ message: "hello", contentType: "text/plain" });
      await platform.advance(100);
      const echo = () => item(message("m1"));
      if (when === "before") echo();
      await platform.settle();
      reply({ Id: "m1" });
      await sending;
      await platform.settle();
      if (when === "after") echo();
      await platform.settle();
      expect(named("chat.message")).toMatchObject([{ kind: "span", durationMs: 100 }]);
    },
  );

  it("has the time until somebody received and read a message", async () => {
    const { session, platform, item, named } = await connect();
    const { data } = await session.sendMessage({ message: "hello", contentType: "text/plain" });
    const receipt = (timestamp: object) =>
      item({
        Type: "MESSAGEMETADATA",
        ContentType: "application/vnd.amazonaws.connect.event.message.metadata",
        MessageMetadata: {
          MessageId: data.Id,
          Receipts: [{ RecipientParticipantId: "agent-1", ...timestamp }],
        },
      });
    await platform.advance(200);
    receipt({ DeliveredTimestamp: "2026-01-01T00:00:00.200Z" });
    await platform.advance(300);
    receipt({ DeliveredTimestamp: "2026-01-01T00:00:00.200Z", ReadTimestamp: "2026-01-01T00:00:00.500Z" });
    await platform.settle();
    const receipts = named("chat.receipt").map((record) => [
      record.attributes["chat.receipt.type"],
      record.kind === "span" && record.durationMs,
    ]);
    expect(receipts).toEqual([
      ["delivered", 200],
      ["read", 500],
    ]);
  });

  it("leaves messages for the page, which are held until it listens", async () => {
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
  });

  it("has no time below zero, when the clock is put back meanwhile", async () => {
    const { session, platform, answers, records } = await connect();
    answers.set("/participant/message", () => {
      platform.suspend(-60_000);
      return { body: { Id: "m1" } };
    });
    await session.sendMessage({ message: "hello", contentType: "text/plain" });
    const times = records.flatMap((record) => (record.kind === "span" ? record.durationMs : []));
    expect(Math.min(...times)).toBe(0);
  });

  it("holds no text, token, name or address", async () => {
    const { session, platform, item, records, answers } = await connect();
    session.onMessage(() => undefined);
    item(message("m1", { Content: "secret words", DisplayName: "secret name" }));
    await session.sendMessage({ message: "secret answer", contentType: "text/plain" });
    await session.sendAttachment({ attachment: new File(["secret"], "secret.txt", { type: "text/plain" }) });
    await session.downloadAttachment({ attachmentId: "attachment-1" });
    answers.set("/participant/views/secret-view", () => ({ body: {} }));
    await session.describeView({ viewToken: "secret-view" });
    await platform.settle();
    expect(records.map(({ attributes }) => attributes["url.template"])).toEqual(
      expect.arrayContaining(["/{attachment}", "/participant/views/{ViewToken}"]),
    );
    expect(JSON.stringify(records)).not.toContain("secret");
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("the sink is full");
      },
    ],
    ["rejects", () => Promise.reject(new Error("the sink is full"))],
  ])("breaks nothing when its sink %s", async (_how, sink) => {
    const chat = await connect(sink);
    const heard: unknown[] = [];
    chat.session.onMessage(({ data }) => heard.push(data.Id));
    await outage(chat, 5_000);
    chat.item(message("m1"));
    await chat.session.sendMessage({ message: "hello", contentType: "text/plain" });
    await chat.platform.settle();
    expect([heard, chat.platform.reportedErrors]).toEqual([["m1"], []]);
  });

  it("may come late, to a session of the root, and measures what can be seen from there", async () => {
    const service = createFakeService();
    const records: TelemetryRecord[] = [];
    const made = createChatJS(service.platform).ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
    const session = addPartsOn(service.platform, made, [telemetry((record) => records.push(record))]);
    const connecting = session.connect();
    await service.platform.settle();
    service.accept();
    await connecting;
    session.onMessage(() => undefined);
    const { data } = await session.sendMessage({ message: "hello", contentType: "text/plain" });
    service.item(message(data.Id ?? ""));
    await service.platform.settle();
    expect(records.map(({ name }) => name)).toEqual(["chat.connect", "chat.message"]);
  });

  it.each([undefined, null, {}, "sink"])("is refused without a function: %j", (sink) => {
    expect(() => telemetry(sink as never)).toThrow("unable to measure; telemetry takes a function");
  });
});
