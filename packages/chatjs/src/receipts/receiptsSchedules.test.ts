import fc from "fast-check";
import { expect, it } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { createReceipts } from "./receipts.js";
import type { ReceiptCall, ReceiptOutcome } from "./receipts.js";

interface Request {
  readonly call: Call;
  readonly atMs: number;
  readonly fails: boolean;
}
interface Call extends Omit<ReceiptCall<unknown>, "perform"> {
  readonly messageId: string;
  readonly index: number;
}
interface Settled {
  readonly call: Call;
  readonly takenAtMs: number;
  readonly outcome?: ReceiptOutcome<{ data: Request }>;
  readonly error?: unknown;
}

const step = fc.record({
  gapMs: fc.nat({ max: 1_500 }),
  kind: fc.constantFrom("read" as const, "delivered" as const),
  messageId: fc.constantFrom("m1", "m2", "m3", "m4", "m5", "m6"),
  pace: fc.option(fc.constantFrom("soon" as const, "now" as const), { nil: undefined, freq: 6 }),
  does: fc.constantFrom("send", "send", "send", "send", "note", "stop"),
});
const schedule = fc.record({
  steps: fc.array(step, { maxLength: 40 }),
  throttleMs: fc.constantFrom(1, 200, 1_000, 5_000),
  /** How long each request takes, and whether it fails. */
  answers: fc.infiniteStream(fc.record({ takesMs: fc.nat({ max: 3_000 }), fails: fc.boolean() })),
  mayStop: fc.boolean(),
});

type Schedule = typeof schedule extends fc.Arbitrary<infer Value> ? Value : never;

async function play({ steps, throttleMs, answers, mayStop }: Schedule) {
  const platform = createFakePlatform({ startMs: 0 });
  const requests: Request[] = [];
  const settled: Settled[] = [];
  /** Messages in order of their first call. */
  const named: string[] = [];
  const noted = new Set<string>();
  const calls: Call[] = [];
  /** How many calls and requests there were when it stopped. */
  let stoppedAt: { readonly calls: number; readonly requests: number } | undefined;
  const receipts = createReceipts<{ data: Request }>(platform, "me", () => throttleMs);
  const perform = (call: Call): Promise<{ data: Request }> => {
    const { takesMs, fails } = answers.next().value;
    const request = { call, atMs: platform.nowMs(), fails };
    requests.push(request);
    return new Promise((resolve, reject) => {
      platform.setTimer(
        () => (fails ? reject(Object.assign(new Error("failed"), request)) : resolve({ data: request })),
        takesMs,
      );
    });
  };
  for (const { gapMs, does, kind, messageId, pace } of steps) {
    await platform.advance(gapMs);
    if (does === "stop" && !mayStop) continue;
    if (does === "stop") {
      stoppedAt ??= { calls: calls.length, requests: requests.length };
      receipts.stop();
      continue;
    }
    if (does === "note") {
      const timestamp = kind === "read" ? "ReadTimestamp" : "DeliveredTimestamp";
      const Receipts = [{ RecipientParticipantId: "me", [timestamp]: "2026-01-01T00:00:00.000Z" }];
      noted.add(`${kind} ${messageId}`);
      receipts.note([{ Id: messageId, MessageMetadata: { Receipts } }]);
      continue;
    }
    if (!named.includes(messageId)) named.push(messageId);
    const call = { kind, messageId, pace, index: calls.length };
    const takenAtMs = platform.nowMs();
    calls.push(call);
    void receipts.send({ ...call, perform: () => perform(call) }).then(
      (outcome) => settled.push({ call, takenAtMs, outcome }),
      (error: unknown) => settled.push({ call, takenAtMs, error }),
    );
  }
  await platform.advance(300 + 5_000 + 3_000);
  return { platform, requests, settled, named, noted, calls, stoppedAt, throttleMs };
}
type Played = Awaited<ReturnType<typeof play>>;

const run = (rule: (played: Played) => void, only = schedule) =>
  fc.assert(
    fc.asyncProperty(only, async (each) => rule(await play(each))),
    { numRuns: 300 },
  );

/** Whether a request says what the call asked for: of the same kind, or read, for the same message or a later one. */
const covers = ({ named }: Played, request: Call, call: Call): boolean =>
  (request.kind === call.kind || request.kind === "read") &&
  named.indexOf(request.messageId) >= named.indexOf(call.messageId);

it("settles every promise once and leaves no timer, whatever the schedule (CP-32)", async () => {
  await run(({ platform, settled, calls }) => {
    expect(settled.map(({ call }) => call.index).sort((one, other) => one - other)).toEqual(
      calls.map(({ index }) => index),
    );
    expect(platform.live.timers).toBe(0);
  });
});

it("sends at most one receipt of each kind in a window (CP-10)", async () => {
  await run(({ requests, throttleMs }) => {
    for (const kind of ["read", "delivered"]) {
      const times = requests.filter(({ call }) => call.kind === kind && !call.pace).map(({ atMs }) => atMs);
      times
        .slice(1)
        .forEach((atMs, index) => expect(atMs - times[index]!).toBeGreaterThanOrEqual(throttleMs));
    }
  });
});

it("settles each receipt with a later request that covers it, or with its error (CP-32)", async () => {
  await run((played) => {
    for (const { call, takenAtMs, outcome, error } of played.settled) {
      const answer = outcome && "data" in outcome ? outcome.data : (error as Request | undefined);
      if (!answer) continue;
      expect(covers(played, answer.call, call)).toBe(true);
      expect(answer.atMs).toBeGreaterThanOrEqual(takenAtMs);
      expect(answer.fails).toBe(error !== undefined);
    }
  });
});

it("gives every request to the call that it was made for", async () => {
  await run(({ requests, settled }) => {
    for (const { call, fails } of requests) {
      const own = settled.find((each) => each.call === call);
      const answer = own?.outcome && "data" in own.outcome ? own.outcome.data : (own?.error as Request);
      expect(answer).toMatchObject({ call, fails });
    }
  });
});

it("says that a receipt has been fired only where a request covers it or it was noted", async () => {
  await run(
    (played) => {
      for (const { call, outcome } of played.settled) {
        if (!outcome || !("message" in outcome) || outcome.message !== "Event already fired") continue;
        const isNoted = [`read ${call.messageId}`, `${call.kind} ${call.messageId}`].some((each) =>
          played.noted.has(each),
        );
        expect(isNoted || played.requests.some((request) => covers(played, request.call, call))).toBe(true);
      }
    },
    schedule.map((each) => ({ ...each, mayStop: false })),
  );
});

it("sends nothing from the stop on, and settles all that no request was made for", async () => {
  await run(({ requests, settled, stoppedAt }) => {
    if (!stoppedAt) return;
    expect(requests).toHaveLength(stoppedAt.requests);
    for (const { call, outcome } of settled)
      if (call.index >= stoppedAt.calls)
        expect(outcome).toEqual({ message: "Receipt not sent, the chat has ended" });
  });
});
