import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage, SideBySide } from "../support/chatStage.js";
import { playScripted } from "../support/scriptedChat.js";
import type { ScriptedAnswer } from "../support/scriptedService.js";
import type { Outcome } from "../support/sessionScripts.js";

const text = { message: "hello", contentType: "text/plain" };

let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
}, 60_000);
afterAll(() => stage.close());

describe("failures of the service (CP-09, CP-23)", () => {
  const named = (name: string) => ({ "x-amzn-errortype": name });
  const json = (status: number, body: unknown, headers = {}): ScriptedAnswer => ({ status, body, headers });
  const answers: readonly (readonly [what: string, answer: ScriptedAnswer, attempts: number])[] = [
    ["400 with the type in a header", json(400, { message: "no" }, named("ValidationException")), 1],
    [
      "402 with a URL behind the type",
      json(402, { Message: "no" }, named("ServiceQuotaExceededException:http://a/b")),
      1,
    ],
    [
      "400 with __type in the body",
      json(400, { __type: "com.amazonaws#ValidationException", message: "no" }),
      1,
    ],
    ["409 with code in the body", json(409, { code: "ConflictException", message: "no" }), 1],
    ["402 with one type in a header, and another as code", json(402, { code: "B" }, named("A")), 1],
    ["402 with one type in a header, and another as __type", json(402, { __type: "B" }, named("A")), 1],
    ["402 with one type as code, and another as __type", json(402, { code: "B", __type: "C" }), 1],
    ["400 without a type", json(400, { anything: 1 }), 1],
    ["400 without a body", json(400, ""), 1],
    ["404 without a message", json(404, {}, named("ResourceNotFoundException")), 1],
    ["500", json(500, { message: "broken" }, named("InternalServerException")), 3],
    ["503 without a type", json(503, {}), 3],
    ["429", json(429, { message: "slowly" }, named("ThrottlingException")), 3],
    ["400 that says throttled", json(400, { message: "slowly" }, named("ThrottlingException")), 3],
    ["no answer", "none", 1],
  ];
  interface Row {
    readonly outcome: Outcome;
    readonly bodies: readonly string[];
  }
  let rows: SideBySide<readonly Row[]>;

  beforeAll(async () => {
    rows = await playScripted(stage, async ({ create, service, call }) => {
      await create();
      await call("connect");
      const results: Row[] = [];
      for (const [, answer] of answers) {
        service.script(({ path }) => (path.endsWith("/message") ? answer : undefined));
        const before = service.requests.length;
        const outcome = await call("sendMessage", { ...text, metadata: { row: results.length } });
        results.push({ outcome, bodies: service.requests.slice(before).map(({ body }) => body) });
      }
      return results;
    });
  }, 60_000);

  test.each(answers.map(([what, , attempts], index) => [what, index, attempts] as const))(
    "%s",
    (_what, index, attempts) => {
      const { ours, upstream } = { ours: rows.ours[index]!, upstream: rows.upstream[index]! };
      const shown = ({ outcome: { kind, failure } }: Row) => ({
        kind,
        type: failure?.type,
        message: failure?.message,
        statusCode: failure?.statusCode,
        metadata: failure?.metadata,
      });
      expect(shown(ours)).toEqual(shown(upstream));
      expect(shown(ours)).toMatchObject({ kind: "rejected", metadata: { row: index } });
      expect(ours.bodies).toHaveLength(attempts);
      expect(upstream.bodies).toHaveLength(attempts);
      // One ClientToken for all attempts of a call.
      expect(new Set(ours.bodies).size).toBe(1);
    },
  );

  describe("with a body that is not JSON", () => {
    let attempts: SideBySide<readonly (readonly unknown[])[]>;
    beforeAll(async () => {
      attempts = await playScripted(stage, async ({ create, service, call }) => {
        await create();
        await call("connect");
        const results: unknown[][] = [];
        for (const status of [200, 400, 502]) {
          service.script(() => ({ status, body: "<html>" }));
          const before = service.requests.length;
          const { failure } = await call("sendMessage", text);
          results.push([failure?.type, service.requests.length - before]);
        }
        return results;
      });
    }, 60_000);

    test("have the type SyntaxError", () => {
      expect(attempts.ours.map(([type]) => type)).toEqual(["SyntaxError", "SyntaxError", "SyntaxError"]);
      expect(attempts.ours.slice(0, 2)).toEqual(attempts.upstream.slice(0, 2));
    });

    test("are retried where the status asks for it, as a gateway's page does not change that (CP-09) (CP-44)", () => {
      expect(attempts.ours.map(([, count]) => count)).toEqual([1, 1, 3]);
      expect(attempts.upstream.map(([, count]) => count)).toEqual([1, 1, 1]);
    });
  });

  test("a refused connect() says so in the same members", async () => {
    const refusal = json(403, { message: "Access denied" }, named("AccessDeniedException"));
    const { ours, upstream } = await playScripted(stage, async ({ create, service, call }) => {
      await create();
      service.script(() => refusal);
      const { kind, failure } = await call("connect", { metadata: 5 });
      const { connectSuccess, connectCalled, metadata, debug } = failure!;
      return { kind, connectSuccess, connectCalled, metadata, debug };
    });
    expect(ours).toEqual({
      kind: "rejected",
      connectSuccess: false,
      connectCalled: true,
      metadata: 5,
      debug: {
        reason: "Failed to fetch connectionDetails with createParticipantConnection",
        type: "AccessDeniedException",
        statusCode: 403,
      },
    });
    expect(ours).toEqual(upstream);
  });
});
