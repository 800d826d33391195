import { OPERATIONS } from "@amazon-connect-chat/protocol";
import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { createVirtualClock } from "../clock.js";
import { createThrottle, publishedRates } from "./throttle.js";

const plain = { ContentType: "text/plain", Content: "Hi" };

test("every operation has a published or assumed rate", () => {
  for (const operation of Object.keys(OPERATIONS)) expect(publishedRates).toHaveProperty(operation);
});

test.each(Object.entries(publishedRates))(
  "%s is let through at the rate of %o",
  (name, { perSecond, burst }) => {
    const operation = name as keyof typeof publishedRates;
    const clock = createVirtualClock();
    const throttle = createThrottle(clock, "published");
    const admitted = () =>
      Array.from({ length: 100 }, () => throttle.admits(operation)).filter(Boolean).length;
    expect(admitted()).toBe(burst);
    clock.advance(1_000);
    expect(admitted()).toBe(perSecond);
    clock.advance(60_000);
    expect(admitted()).toBe(burst);
  },
);

test("without throttling everything is let through", async () => {
  const customer = await createStage().customer();
  for (let count = 0; count < 20; count++)
    expect((await customer.callRaw("SendMessage", plain)).status).toBe(200);
});

test("what is too much is 429, whosever request it is, whatever its body, and only for that operation", async () => {
  const stage = createStage({ throttling: { SendMessage: { perSecond: 1, burst: 2 } } });
  const [one, other] = [await stage.customer(), await stage.customer()];
  await one.call("SendMessage", plain);
  await other.call("SendMessage", plain);
  for (const body of [plain, "{"]) {
    const refused = await one.callRaw("SendMessage", body);
    expect([refused.status, refused.body]).toEqual([429, { message: "Rate exceeded" }]);
    expect(refused.headers.get("x-amzn-errortype")).toBe("ThrottlingException");
  }
  expect((await one.callRaw("GetTranscript", {})).status).toBe(200);
  stage.clock.advance(1_000);
  expect((await other.callRaw("SendMessage", plain)).status).toBe(200);
});

test("a request that has no business here does not count", async () => {
  const stage = createStage({ throttling: { SendMessage: { perSecond: 1, burst: 1 } } });
  const [gone, customer] = [await stage.customer(), await stage.customer()];
  stage.emulator.control.end(gone.contactId);
  expect((await gone.callRaw("SendMessage", plain)).status).toBe(403);
  expect((await customer.callRaw("SendMessage", plain)).status).toBe(200);
});

test("the control side turns it on and off, and each time begins anew", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const set = (throttling: unknown) =>
    stage.send("/control/throttling", { method: "POST", body: JSON.stringify({ throttling }) });
  await set("published");
  const statuses = async () => {
    const answers = [];
    for (let count = 0; count < 20; count++)
      answers.push((await customer.callRaw("SendMessage", plain)).status);
    return answers.filter((status) => status === 429).length;
  };
  expect(await statuses()).toBe(5);
  await set("published");
  expect(await statuses()).toBe(5);
  await set("off");
  expect(await statuses()).toBe(0);
  for (const bad of [
    "on",
    { SendMessage: { perSecond: -1, burst: 1 } },
    { SendMassage: { perSecond: 1, burst: 1 } },
  ])
    expect((await set(bad)).status).toBe(400);
});
