import { OPERATIONS } from "@amazon-connect-chat/protocol";
import type { OperationName } from "@amazon-connect-chat/protocol";
import { describe, expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { callRaw } from "../../test/service.js";

const names = Object.keys(OPERATIONS) as OperationName[];
const denied = { message: "Access denied" };
const foreign = { Message: "User is not authorized to access this resource with an explicit deny" };

describe.each(names)("%s", (name) => {
  const wrongKind = OPERATIONS[name].token === "participantToken" ? "connectionToken" : "participantToken";

  test("denies a missing, foreign or wrong kind of token in the service's form", async () => {
    const stage = createStage();
    const customer = await stage.customer();
    for (const [token, body] of [
      [undefined, denied],
      ["", denied],
      ["garbage", foreign],
      ["__proto__", foreign],
      ["t".repeat(5_000), foreign],
      [customer[wrongKind], denied],
    ] as const) {
      const answer = await callRaw(stage.send, name, token, {});
      expect([answer.status, answer.body]).toEqual([403, body]);
      expect(answer.headers.get("x-amzn-errortype")).toBe("AccessDeniedException");
      expect(answer.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test("denies the token before it looks at the body", async () => {
    const stage = createStage();
    expect((await callRaw(stage.send, name, "garbage", "{")).status).toBe(403);
  });
});

test.each(names.filter((name) => OPERATIONS[name].method === "POST"))(
  "%s refuses bodies that are no JSON object",
  async (name) => {
    const stage = createStage();
    const customer = await stage.customer();
    for (const body of ["{", "[]", '"text"', "7", "null", "true", "\u0000", "[".repeat(100_000)]) {
      const answer = await callRaw(stage.send, name, customer[OPERATIONS[name].token], body);
      expect([answer.status, answer.body]).toEqual([
        400,
        { message: "Validation exception due to invalid parameter" },
      ]);
      expect(answer.headers.get("x-amzn-errortype")).toBe("ValidationException");
      expect(answer.headers.get("x-emu-detail")).toMatch(/^body: is not /);
    }
  },
);

test("a connection token is denied once it has expired, and a new one is good", async () => {
  const stage = createStage({ tokenLifetimeMs: 90_000 });
  const customer = await stage.customer();
  stage.clock.advance(89_999);
  expect((await customer.callRaw("GetTranscript", {})).status).toBe(200);
  stage.clock.advance(1);
  expect(await customer.callRaw("GetTranscript", {})).toMatchObject({ status: 403, body: denied });
  const renewed = await stage.person(customer);
  expect((await renewed.callRaw("GetTranscript", {})).status).toBe(200);
});

test("an error does not repeat what was sent", async () => {
  const customer = await createStage().customer();
  const secret = "my-secret-text";
  for (const body of [
    { ContentType: secret, Content: secret },
    { ContentType: "text/plain", Content: secret.repeat(5_000) },
    { ContentType: "text/plain", Content: secret, ClientToken: [secret] },
    `{"Content":"${secret}"`,
  ]) {
    const answer = await customer.callRaw("SendMessage", body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify([answer.body, [...answer.headers]])).not.toContain(secret);
  }
});
