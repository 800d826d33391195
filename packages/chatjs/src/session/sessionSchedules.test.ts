import { eventContentType } from "@amazon-connect-chat/protocol";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  connectCustomer,
  createLiveService,
  httpError,
  noNetwork,
  nothingLeft,
} from "../../test/defects/liveService.js";
import { CHAT, chatEnded, message } from "../../test/fakeService.js";
import { ChatError } from "../errors.js";

const at = "2026-01-01T00:00:00.000Z";
const THROTTLE_MS = 2_000;

const step = fc.record({
  gapMs: fc.nat({ max: 1_500 }),
  messageId: fc.constantFrom("m1", "m2", "m3", "m4"),
  kind: fc.constantFrom("read" as const, "delivered" as const),
  does: fc.constantFrom(
    ...Array<"send">(6).fill("send"),
    ...([
      "unthrottled",
      "now",
      "typing",
      "fail",
      "heal",
      "cut",
      "page",
      "hear",
      "drop",
      "end",
      "off",
      "on",
    ] as const),
  ),
});
const schedule = fc.record({
  steps: fc.array(step, { maxLength: 40 }),
  /** Whether the chat ends: at each step that says so, where it is heard, and at last. */
  ends: fc.boolean(),
});
type Schedule = typeof schedule extends fc.Arbitrary<infer Value> ? Value : never;

async function play({ steps, ends }: Schedule) {
  const chat = await connectCustomer(createLiveService(), { throttleTime: THROTTLE_MS });
  const { service, session, platform } = chat;
  const outcomes: (string | undefined)[] = [];
  const errors: unknown[] = [];
  const watch = (made: Promise<{ readonly metadata: unknown }>) => {
    const index = outcomes.push(undefined) - 1;
    made.then(
      () => (outcomes[index] = "resolved"),
      (error: unknown) => {
        outcomes[index] = "rejected";
        errors.push(error);
      },
    );
  };
  const event = (kind: "read" | "delivered", messageId: string, more: object = {}) => ({
    contentType: eventContentType(`message.${kind}`),
    // Tells the calls apart that the requests come from.
    content: { messageId, ...more, call: outcomes.length },
  });
  for (const { gapMs, does, kind, messageId } of steps) {
    await platform.advance(gapMs);
    const own = { RecipientParticipantId: CHAT.participantId, ReadTimestamp: at };
    const noted = message(messageId, { MessageMetadata: { Receipts: [own] } });
    if (does === "send") watch(session.sendEvent(event(kind, messageId)));
    if (does === "unthrottled") watch(session.sendEvent(event(kind, messageId, { disableThrottle: true })));
    if (does === "now") watch(session.sendMessageReceipt({ event: kind, messageId }));
    if (does === "typing") watch(session.sendEvent({ contentType: eventContentType("typing") }));
    if (does === "fail") service.answers.set("/participant/event", httpError(kind === "read" ? 400 : 503));
    if (does === "cut") service.answers.set("/participant/event", noNetwork);
    if (does === "heal") service.answers.clear();
    if (does === "page") {
      service.answers.set("/participant/transcript", () => ({ body: { Transcript: [noted] } }));
      watch(session.getTranscript());
    }
    if (does === "hear") service.say(noted);
    if (does === "drop") service.drop();
    if (does === "end" && ends) service.say(chatEnded);
    if (does === "off" || does === "on")
      chat.chatJS.ChatSession.setGlobalConfig({
        features: { messageReceipts: { shouldSendMessageReceipts: does === "on" } },
      });
  }
  await platform.advance(40_000);
  if (ends) service.say(chatEnded);
  await platform.settle();
  return { ...chat, outcomes, errors, event, ends };
}
type Played = Awaited<ReturnType<typeof play>>;

const run = (rule: (played: Played) => unknown) =>
  fc.assert(
    fc.asyncProperty(schedule, async (each) => {
      await rule(await play(each));
    }),
    { numRuns: 50 },
  );

/** The first attempt of each call that came to a request. */
function requestsOf({ service }: Played) {
  const byToken = new Map<unknown, { kind: string; content: string; atMs: number }>();
  for (const { body, atMs } of service.requestsTo("/participant/event")) {
    const [token, content] = [body["ClientToken"], String(body["Content"])];
    const kind = String(body["ContentType"]).replace(/^.*\./, "");
    const first = byToken.get(token);
    // A token is one call's.
    if (first) expect([first.kind, first.content]).toEqual([kind, content]);
    else byToken.set(token, { kind, content, atMs });
  }
  return [...byToken.values()];
}

it("every promise settles, with a ChatError if it rejects, and nothing is left after the end (CP-32)", async () => {
  await run(({ outcomes, errors, platform, ends }) => {
    expect(outcomes.filter((outcome) => outcome === undefined)).toEqual([]);
    expect(errors.filter((error) => !(error instanceof ChatError))).toEqual([]);
    if (ends) expect(platform.live).toEqual(nothingLeft);
  });
});

it("calls share no ClientToken, and a call has one (CP-32)", async () => {
  await run((played) => {
    const contents = requestsOf(played)
      .map(({ content }) => content)
      .filter((content) => content.includes("call"));
    expect(new Set(contents).size).toBe(contents.length);
  });
});

it("at most one read and one delivered receipt go out in a window (CP-10)", async () => {
  await run((played) => {
    for (const kind of ["read", "delivered"]) {
      const throttled = requestsOf(played).filter(
        (each) => each.kind === kind && /"call"/.test(each.content) && !/disableThrottle/.test(each.content),
      );
      throttled
        .slice(1)
        .forEach(({ atMs }, index) =>
          expect(atMs - throttled[index]!.atMs).toBeGreaterThanOrEqual(THROTTLE_MS),
        );
    }
  });
});

it("a receipt that failed goes out when it is asked for again, whatever came before (CP-32)", async () => {
  await run(async ({ chatJS, session, service, platform, event, ends }) => {
    if (ends) return;
    chatJS.ChatSession.setFeatureFlag("MESSAGE_RECEIPTS_ENABLED");
    service.answers.set("/participant/event", httpError(400));
    const failing = expect(session.sendEvent(event("read", "new"))).rejects.toMatchObject({
      statusCode: 400,
    });
    await platform.advance(THROTTLE_MS);
    await failing;
    service.answers.clear();
    const again = session.sendEvent(event("read", "new"));
    await platform.advance(THROTTLE_MS);
    expect(await again).toMatchObject({ data: { Id: expect.any(String) } });
  });
});
