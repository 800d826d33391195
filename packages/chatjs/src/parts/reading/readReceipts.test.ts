import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFakePlatform } from "../../../test/fakePlatform.js";
import { abortedError, ChatError } from "../../errors.js";
import type { Place } from "./readLedger.js";
import { createReadReceipts } from "./readReceipts.js";

const place = (nth: number): Place => ({ messageId: `m${nth}`, atMs: nth, nth });
const refused = (statusCode: number) => new ChatError("SERVICE_ERROR", "refused", { statusCode });

/** Receipts whose requests are answered by hand. */
function create({ isPaced = false } = {}) {
  const sent: string[] = [];
  const answers: { resolve(): void; reject(error: unknown): void }[] = [];
  let confirmed: Place | undefined;
  const receipts = createReadReceipts({
    send(messageId) {
      sent.push(messageId);
      return new Promise<void>((resolve, reject) => answers.push({ resolve, reject }));
    },
    isPaced: () => isPaced,
    confirmed: () => confirmed,
  });
  const answer = async (error?: unknown) => {
    const next = answers.shift();
    if (error) next?.reject(error);
    else next?.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { receipts, sent, answer, confirm: (nth: number) => (confirmed = place(nth)) };
}

describe("read receipts", () => {
  it("go out once each, and never for an earlier message", async () => {
    const { receipts, sent, answer } = create();
    const [first, same] = [receipts.through(place(2)), receipts.through(place(2))];
    const earlier = receipts.through(place(1));
    await answer();
    await Promise.all([first, same, earlier]);
    await receipts.through(place(2));
    expect(sent).toEqual(["m2"]);
  });

  it("wait for the one before, and then stand for all that came meanwhile", async () => {
    const { receipts, sent, answer } = create();
    const all = [1, 2, 4, 3].map((nth) => receipts.through(place(nth)));
    expect(sent).toEqual(["m1"]);
    await answer();
    expect(sent).toEqual(["m1", "m4"]);
    await answer();
    await Promise.all(all);
    expect(sent).toEqual(["m1", "m4"]);
  });

  it("are all handed over where the session makes few of many", () => {
    const { receipts, sent } = create({ isPaced: true });
    for (const nth of [1, 3, 2]) void receipts.through(place(nth));
    expect(sent).toEqual(["m1", "m3"]);
  });

  it("need no request for what the service knows already", async () => {
    const { receipts, sent, confirm } = create();
    confirm(3);
    await receipts.through(place(2));
    expect(sent).toEqual([]);
  });

  it("go out again with the next one, or when there is a connection again", async () => {
    const { receipts, sent, answer } = create();
    const failed = receipts.through(place(1)).catch((error: unknown) => error);
    await answer(new ChatError("NETWORK_ERROR", "offline"));
    expect(await failed).toMatchObject({ code: "NETWORK_ERROR" });
    receipts.again();
    expect(sent).toEqual(["m1", "m1"]);
    await answer(abortedError());
    receipts.again();
    await answer();
    receipts.again();
    expect(sent).toEqual(["m1", "m1", "m1"]);
  });

  it.each([refused(409), refused(400), new ChatError("RECEIPT_IGNORED", "off")])(
    "are not repeated when the service or the page refuses them: %s",
    async (error) => {
      const { receipts, sent, answer } = create();
      const outcome = receipts.through(place(1)).then(
        () => "none",
        (reason: unknown) => (reason as ChatError).code,
      );
      await answer(error);
      expect(await outcome).toBe(error.code === "RECEIPT_IGNORED" ? "none" : error.code);
      receipts.again();
      await receipts.through(place(1));
      expect(sent).toEqual(["m1"]);
    },
  );

  // Of the latter two the token is to blame: it is renewed once a minute at most.
  it.each([
    refused(500),
    new ChatError("THROTTLED", "slow", { statusCode: 429 }),
    refused(401),
    refused(403),
  ])("are repeated after %s", async (error) => {
    const { receipts, sent, answer } = create();
    void receipts.through(place(1)).catch(() => undefined);
    await answer(error);
    void receipts.through(place(1));
    expect(sent).toEqual(["m1", "m1"]);
  });

  it("are not sent after the end, and what is under way fails for nobody", async () => {
    const { receipts, sent, answer } = create();
    const pending = receipts.through(place(1));
    receipts.stop();
    await answer(refused(403));
    await pending;
    await receipts.through(place(2));
    receipts.again();
    expect(sent).toEqual(["m1"]);
  });

  it("are in order, and the last one arrives, whatever fails", async () => {
    const step = fc.record({ nth: fc.nat({ max: 9 }), gapMs: fc.nat({ max: 50 }), again: fc.boolean() });
    const answers = fc.infiniteStream(fc.record({ takesMs: fc.nat({ max: 80 }), fails: fc.boolean() }));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), answers, async (steps, each) => {
        const platform = createFakePlatform({ startMs: 0 });
        const arrived: number[] = [];
        let goesWell = false;
        const receipts = createReadReceipts({
          send: (messageId) =>
            new Promise<void>((resolve, reject) => {
              const { takesMs, fails } = each.next().value;
              platform.setTimer(() => {
                if (fails && !goesWell) reject(refused(500));
                else {
                  arrived.push(Number(messageId.slice(1)));
                  resolve();
                }
              }, takesMs);
            }),
          isPaced: () => false,
          confirmed: () => undefined,
        });
        for (const { nth, gapMs, again } of steps) {
          void receipts.through(place(nth)).catch(() => undefined);
          if (again) receipts.again();
          await platform.advance(gapMs);
        }
        await platform.advance(2_000);
        goesWell = true;
        receipts.again();
        await platform.advance(2_000);
        expect(arrived).toEqual([...new Set(arrived)].sort((one, other) => one - other));
        expect(arrived.at(-1)).toBe(Math.max(...steps.map(({ nth }) => nth)));
      }),
      { numRuns: 60 },
    );
  });
});
