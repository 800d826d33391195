import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";

const call = async (stage: ReturnType<typeof createStage>, method: string, path: string, body?: unknown) => {
  const response = await stage.send(`/control${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};

test("faults are injected, listed with their hits and cleared, one or all", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const rule = { kind: "httpError", status: 500, operation: "GetTranscript" };
  const { faultId } = (await call(stage, "POST", "/faults", rule)).body;
  await call(stage, "POST", "/faults", { kind: "dropFrames" });
  await call(stage, "POST", "/faults", { kind: "ignorePings" });
  await customer.callRaw("GetTranscript", {});
  expect((await call(stage, "GET", "/faults")).body).toEqual({
    faults: [
      { ...rule, faultId, hits: 1 },
      { kind: "dropFrames", faultId: "fault-2", hits: 0 },
      { kind: "ignorePings", faultId: "fault-3", hits: 0 },
    ],
  });
  expect(await call(stage, "DELETE", `/faults/${faultId}`)).toEqual({ status: 200, body: {} });
  expect((await customer.callRaw("GetTranscript", {})).status).toBe(200);
  expect(await call(stage, "DELETE", "/faults")).toEqual({ status: 200, body: {} });
  expect((await call(stage, "GET", "/faults")).body).toEqual({ faults: [] });
});

test("a fault that is not there cannot be cleared", async () => {
  const { status, body } = await call(createStage(), "DELETE", "/faults/fault-7");
  expect([status, body.error.code]).toEqual([404, "NotFound"]);
});

test("a fault too many is refused", () => {
  const { control } = createStage().emulator;
  for (let count = 0; count < 1_000; count++) control.injectFault({ kind: "dropFrames" });
  expect(() => control.injectFault({ kind: "dropFrames" })).toThrow("there are too many, clear some");
});

test("connection tokens expire for those that match: 403 as the service says it, and a new one is good", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  const stranger = await stage.customer();
  const statuses = async () =>
    (await Promise.all([customer, agent, stranger].map((each) => each.callRaw("GetTranscript", {})))).map(
      ({ status }) => status,
    );
  const { participantId, contactId } = customer;
  expect((await call(stage, "POST", "/tokens/expire", { participantId })).body).toEqual({ expired: 1 });
  expect(await statuses()).toEqual([403, 200, 200]);
  expect((await customer.callRaw("GetTranscript", {})).body).toEqual({ message: "Access denied" });
  expect((await call(stage, "POST", "/tokens/expire", { contactId })).body).toEqual({ expired: 1 });
  expect(await statuses()).toEqual([403, 403, 200]);
  expect((await call(stage, "POST", "/tokens/expire")).body).toEqual({ expired: 1 });
  expect(await statuses()).toEqual([403, 403, 403]);
  const renewed = await stage.person(customer);
  expect((await renewed.callRaw("GetTranscript", {})).status).toBe(200);
});

test("participant tokens expire only when asked for", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  expect(stage.emulator.control.expireTokens({ kind: "participantToken" })).toBe(1);
  await expect(stage.person(customer)).rejects.toThrow("CreateParticipantConnection answered 403");
  expect((await customer.callRaw("GetTranscript", {})).status).toBe(200);
});

test("an unknown kind of token is refused", async () => {
  const { status, body } = await call(createStage(), "POST", "/tokens/expire", { kind: "bearer" });
  expect([status, body.error.code]).toEqual([400, "InvalidRequest"]);
});
