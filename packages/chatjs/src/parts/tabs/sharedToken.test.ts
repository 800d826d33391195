import { describe, expect, it } from "vitest";
import { createSharedToken } from "./sharedToken.js";
import type { ConnectionCredentials } from "./sharedToken.js";

function createStage() {
  const answers: {
    readonly resolve: (answer: { ConnectionCredentials?: ConnectionCredentials }) => void;
    readonly reject: (error: Error) => void;
  }[] = [];
  const fetchToken = () => {
    const { promise, ...settle } = deferred<{ ConnectionCredentials?: ConnectionCredentials }>();
    answers.push(settle);
    return promise;
  };
  const nowMs = Date.parse("2026-01-01T00:00:00Z");
  return { token: createSharedToken(fetchToken, () => nowMs), answers };
}
function deferred<Result>() {
  let resolve: (result: Result) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<Result>((...settle) => ([resolve, reject] = settle));
  return { promise, resolve, reject };
}
const good = { ConnectionToken: "ct.1", Expiry: "2026-01-02T00:00:00Z" };

describe("the token of all tabs", () => {
  it("is fetched once for all who ask meanwhile, and kept for who comes later", async () => {
    const { token, answers } = createStage();
    const asked = [token.get(undefined), token.get("ct.0")];
    answers[0]!.resolve({ ConnectionCredentials: good });
    expect(await Promise.all(asked)).toEqual([good, good]);
    expect(await token.get(undefined)).toEqual(good);
    expect(answers).toHaveLength(1);
  });

  it.each<[string, ConnectionCredentials, string | undefined, number]>([
    ["is the one that is no good any more", good, "ct.1", 1],
    ["has expired", { ...good, Expiry: "2025-12-31T00:00:00Z" }, undefined, 1],
    ["says nothing of its end", { ConnectionToken: "ct.1" }, undefined, 0],
    ["ends unreadably", { ConnectionToken: "ct.1", Expiry: "soon" }, undefined, 0],
    ["is none", {}, undefined, 1],
  ])("is fetched anew or not when the one at hand %s", (_, credentials, has, requests) => {
    const { token, answers } = createStage();
    token.learned(credentials);
    void token.get(has);
    expect(answers).toHaveLength(requests);
  });

  it("comes with a call that a tab makes for itself; when that fails, one who waited asks, for all of them", async () => {
    const { token, answers } = createStage();
    const own = deferred<object>();
    const tracked = token.track(own.promise);
    const asked = [token.get(undefined), token.get(undefined)];
    own.reject(new Error("no socket"));
    await expect(tracked).rejects.toThrow("no socket");
    await expect.poll(() => answers.length).toBe(1);
    answers[0]!.resolve({ ConnectionCredentials: good });
    expect(await Promise.all(asked)).toEqual([good, good]);
    expect(answers).toHaveLength(1);
  });

  it("is refused to all who asked when the service refuses it", async () => {
    const { token, answers } = createStage();
    const asked = Promise.allSettled([token.get(undefined)]);
    answers[0]!.reject(new Error("no"));
    expect(await asked).toMatchObject([{ status: "rejected" }]);
    void token.get(undefined);
    expect(answers).toHaveLength(2);
  });
});
