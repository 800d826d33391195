import { describe, expect, it } from "vitest";
import { createErrands } from "./errands.js";
import type { Doer } from "./errands.js";

function createStage() {
  const asked: string[] = [];
  let doer: Doer = { who: "nobody" };
  let done = 0;
  const errands = createErrands(
    () => doer,
    (to, askId) => asked.push(`${to} ${askId}`),
    () => (done += 1),
  );
  const become = (next: Doer) => {
    doer = next;
    errands.proceed();
  };
  const run = () =>
    errands.run({
      request: { what: "token" },
      lead: () => Promise.resolve({ by: "this tab, leading" }),
      alone: () => Promise.resolve({ by: "this tab, alone" }),
    });
  return { errands, asked, become, run, done: () => done };
}
const leader = (id: string, term: number): Doer => ({ who: "leader", id, term: `${term}` });

describe("an errand", () => {
  it.each([
    ["leads", { who: "lead" }, { by: "this tab, leading" }],
    ["is alone", { who: "alone" }, { by: "this tab, alone" }],
  ] as const)(
    "waits for somebody to do it, and is done by the tab itself when it %s",
    async (_, doer, by) => {
      const { run, become, errands, done } = createStage();
      const outcome = run();
      expect(errands.pending).toBe(1);
      become(doer);
      expect(await outcome).toEqual(by);
      await Promise.resolve();
      expect([errands.pending, done()]).toEqual([0, 1]);
    },
  );

  it("is asked of a leader once, of the next one again, and of the same tab when it leads anew", () => {
    const { run, become, asked } = createStage();
    void run();
    for (const each of [
      leader("a", 1),
      leader("a", 1),
      leader("b", 2),
      { who: "nobody" } as const,
      leader("a", 3),
    ])
      become(each);
    expect(asked).toEqual(["a 1", "b 1", "a 1"]);
  });

  it("ends as the leader answers, whichever leader does so first", async () => {
    const { run, become, errands, done } = createStage();
    become(leader("a", 1));
    const [good, bad] = [run(), run()];
    const answer = { kind: "answer", from: "a", to: "me" } as const;
    errands.answered({ ...answer, askId: "1", result: { by: "a" } });
    errands.answered({ ...answer, askId: "1", result: { by: "b" } });
    errands.answered({ ...answer, askId: "nothing that was asked", result: {} });
    const error = {
      code: "SERVICE_ERROR",
      message: "no",
      details: { statusCode: 403, type: "AccessDenied" },
    } as const;
    errands.answered({ ...answer, askId: "2", error });
    expect(await good).toEqual({ by: "a" });
    await expect(bad).rejects.toMatchObject({ code: "SERVICE_ERROR", message: "no", statusCode: 403 });
    expect([errands.pending, done()]).toEqual([0, 2]);
  });
});
