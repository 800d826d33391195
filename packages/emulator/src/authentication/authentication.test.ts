import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Person, Stage } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";
import type { EmulatorOptions } from "../index.js";

const redirectUri = "https://shop.example/auth-done?tab=1";

async function begun(options: EmulatorOptions = {}) {
  const stage = createStage(options);
  const customer = await stage.customer();
  const socket = await socketFor(stage, customer.participantToken);
  const { sessionId } = stage.emulator.control.startAuthentication({ contactId: customer.contactId });
  /** The events since the session began. */
  const events = () => {
    stage.clock.advance(0);
    return socket.items();
  };
  return { stage, customer, socket, sessionId, events };
}

const askFor = (customer: Person, sessionId: string, uri = redirectUri) =>
  customer.callRaw("GetAuthenticationUrl", { SessionId: sessionId, RedirectUri: uri });
const pathOf = (url: string) => url.replace(/^https?:\/\/[^/]+/, "");

async function signInPath(customer: Person, sessionId: string): Promise<string> {
  const { AuthenticationUrl = "" } = await customer.call("GetAuthenticationUrl", {
    SessionId: sessionId,
    RedirectUri: redirectUri,
  });
  return pathOf(AuthenticationUrl);
}

const stateIn = (path: string) => new URL(path, "http://x").searchParams.get("state")!;
const submit = ({ send }: Stage, path: string, form: Record<string, string>) =>
  send(path, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ state: stateIn(path), ...form }).toString(),
  });
const update = async ({ send }: Stage, body: object) => {
  const response = await send("/contact/update-participant-authentication", {
    method: "POST",
    body: JSON.stringify(body),
  });
  return response.status;
};

test("the event that begins a session carries its id, is the customer's and is not stored", async () => {
  const { stage, customer, socket, sessionId } = await begun();
  stage.clock.advance(0);
  expect(sessionId).toHaveLength(36);
  expect(JSON.parse(socket.frames.at(-1)!.content as string)).toMatchObject({
    Type: "EVENT",
    ContentType: "application/vnd.amazonaws.connect.event.authentication.initiated",
    Content: JSON.stringify({ SessionId: sessionId }),
    ParticipantId: customer.participantId,
    ParticipantRole: "CUSTOMER",
  });
  expect(stage.transcript(customer.contactId)).toHaveLength(1);
});

test("who signs in goes back with code and state, is told of it, and gets the name of the profile", async () => {
  const { stage, customer, sessionId, events } = await begun();
  const path = await signInPath(customer, sessionId);
  const page = await stage.send(path);
  const html = await page.text();
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(html).toContain(`value="${stateIn(path)}"`);
  expect(html).toContain('value="Avery"');
  const response = await submit(stage, path, { choice: "signIn", name: " Avery Hill " });
  expect(response.status).toBe(303);
  const location = new URL(response.headers.get("location")!);
  expect(location.origin + location.pathname).toBe("https://shop.example/auth-done");
  expect(Object.fromEntries(location.searchParams)).toEqual({
    tab: "1",
    code: expect.stringMatching(/^.{36}$/),
    state: stateIn(path),
  });
  expect(events().slice(1)).toEqual(["authentication.succeeded", "participant.displayname.updated"]);
  await customer.call("SendMessage", { ContentType: "text/plain", Content: "Hi" });
  expect(stage.transcript(customer.contactId).at(-1)).toMatchObject({ DisplayName: "Avery Hill" });
  expect(stage.emulator.control.getContact(customer.contactId).contact.customerName).toBe("Avery Hill");
});

test("who has no name in the profile keeps the one of the chat", async () => {
  const { stage, customer, sessionId, events } = await begun();
  await submit(stage, await signInPath(customer, sessionId), { choice: "signIn", name: "  " });
  expect(events().slice(1)).toEqual(["authentication.succeeded"]);
});

test("who cancels on the page goes back with an error, and the session has failed", async () => {
  const { stage, customer, sessionId, events } = await begun();
  const path = await signInPath(customer, sessionId);
  const response = await submit(stage, path, { choice: "cancel" });
  const { searchParams } = new URL(response.headers.get("location")!);
  expect([searchParams.get("error"), searchParams.get("state")]).toEqual(["access_denied", stateIn(path)]);
  expect(events().slice(1)).toEqual(["authentication.failed"]);
});

test("who waits is timed out once, and the page is over", async () => {
  const { stage, customer, sessionId, events } = await begun();
  const path = await signInPath(customer, sessionId);
  expect((await submit(stage, path, { choice: "wait" })).status).toBe(200);
  stage.clock.advance(179_999);
  expect(events()).toHaveLength(1);
  stage.clock.advance(1);
  expect(events().slice(1)).toEqual(["authentication.timeout"]);
  expect((await stage.send(path)).status).toBe(410);
  expect((await submit(stage, path, { choice: "signIn", name: "Late" })).status).toBe(410);
  expect(events()).toHaveLength(2);
});

test("the page belongs to a session: another state opens nothing", async () => {
  const { stage, customer, sessionId } = await begun();
  const path = await signInPath(customer, sessionId);
  for (const other of ["/emulator/login", path.replace(/state=.*/, "state=__proto__")])
    expect((await stage.send(other)).status).toBe(410);
});

test("a URL can be asked for once, and by the customer alone", async () => {
  const { stage, customer, sessionId } = await begun();
  const agent = await stage.agent(customer.contactId);
  expect((await askFor(agent, sessionId)).status).toBe(403);
  expect((await askFor(customer, crypto.randomUUID())).status).toBe(403);
  expect((await askFor(customer, sessionId)).status).toBe(200);
  expect((await askFor(customer, sessionId)).status).toBe(403);
});

test("a URL that is asked for after a minute is refused, and the session has expired", async () => {
  const { stage, customer, sessionId, events } = await begun();
  stage.clock.advance(60_001);
  expect((await askFor(customer, sessionId)).status).toBe(403);
  expect(events().slice(1)).toEqual(["authentication.expired"]);
});

test.each([
  ["a short session id", { SessionId: "short", RedirectUri: redirectUri }],
  ["no session id", { RedirectUri: redirectUri }],
  ["no address to go back to", { SessionId: "s".repeat(36) }],
  ["a path as the address", { SessionId: "s".repeat(36), RedirectUri: "/auth-done" }],
  ["a script as the address", { SessionId: "s".repeat(36), RedirectUri: "javascript:alert(1)" }],
  ["too long an address", { SessionId: "s".repeat(36), RedirectUri: `https://x/${"a".repeat(1_020)}` }],
])("refuses %s", async (_, body) => {
  const { customer } = await begun();
  expect((await customer.callRaw("GetAuthenticationUrl", body)).status).toBe(400);
});

test("a long address to go back to still makes a URL of the length allowed", async () => {
  const { customer, sessionId } = await begun();
  const { body } = await askFor(customer, sessionId, `https://x/?${"&".repeat(1_000)}`);
  expect((body as { AuthenticationUrl: string }).AuthenticationUrl.length).toBeLessThanOrEqual(2_083);
});

test("a customer cancels a session, also after asking for its URL, and again without effect", async () => {
  const { customer, sessionId, events } = await begun();
  await askFor(customer, sessionId);
  const cancelled = () => customer.callRaw("CancelParticipantAuthentication", { SessionId: sessionId });
  expect([(await cancelled()).body, (await cancelled()).body]).toEqual([{}, {}]);
  expect(events().slice(1)).toEqual(["authentication.cancelled"]);
});

test("cancelling is refused for a session that is unknown, another's or over", async () => {
  const { stage, customer, sessionId, events } = await begun();
  const agent = await stage.agent(customer.contactId);
  const cancel = (person: Person, SessionId: string) =>
    person.callRaw("CancelParticipantAuthentication", { SessionId });
  expect((await cancel(customer, crypto.randomUUID())).status).toBe(403);
  expect((await cancel(customer, "short")).status).toBe(400);
  expect((await cancel(agent, sessionId)).status).toBe(403);
  stage.emulator.control.finishAuthentication({ contactId: customer.contactId, outcome: "failed" });
  expect((await cancel(customer, sessionId)).status).toBe(403);
  expect(events().slice(2)).toEqual(["authentication.failed"]);
});

test("a site with a backend of its own says what came of it", async () => {
  const { stage, customer, sessionId, events } = await begun({ authentication: { actsAsBackend: false } });
  const path = await signInPath(customer, sessionId);
  const response = await submit(stage, path, { choice: "signIn", name: "Avery Hill" });
  const { searchParams } = new URL(response.headers.get("location")!);
  expect(events()).toHaveLength(1);
  const [State, Code] = [searchParams.get("state")!, searchParams.get("code")!];
  expect(await update(stage, { State, Code: "wrong", InstanceId: "i" })).toBe(403);
  expect(await update(stage, { State: "wrong", Code, InstanceId: "i" })).toBe(403);
  expect(await update(stage, { Code, InstanceId: "i" })).toBe(400);
  expect(await update(stage, { State, Code })).toBe(400);
  expect(events()).toHaveLength(1);
  const updated = () => update(stage, { State, Code, InstanceId: "i" });
  expect([await updated(), await updated()]).toEqual([200, 200]);
  expect(events().slice(1)).toEqual(["authentication.succeeded", "participant.displayname.updated"]);
});

test("a backend may tell of an error", async () => {
  const { stage, customer, sessionId, events } = await begun({ authentication: { actsAsBackend: false } });
  const path = await signInPath(customer, sessionId);
  expect(
    await update(stage, { State: stateIn(path), InstanceId: "i", Error: "denied", ErrorDescription: "no" }),
  ).toBe(200);
  expect(events().slice(1)).toEqual(["authentication.failed"]);
});

test("one session at a time is open in a chat, and its end is the chat's end at the latest", async () => {
  const { stage, customer, events } = await begun();
  const { control } = stage.emulator;
  expect(() => control.startAuthentication({ contactId: customer.contactId })).toThrow(/open already/);
  control.finishAuthentication({
    contactId: customer.contactId,
    outcome: "succeeded",
    displayName: "Avery Hill",
  });
  expect(() => control.finishAuthentication({ contactId: customer.contactId, outcome: "failed" })).toThrow(
    /none is open/,
  );
  control.startAuthentication({ contactId: customer.contactId, timeoutMs: 1_000 });
  control.end(customer.contactId);
  stage.clock.advance(1_000);
  expect(events().slice(1)).toEqual([
    "authentication.succeeded",
    "participant.displayname.updated",
    expect.stringContaining("SessionId"),
    "chat.ended",
  ]);
});

test.each([
  ["has ended", (stage: Stage, { contactId }: Person) => stage.emulator.control.end(contactId)],
  [
    "goes on without the customer",
    (stage: Stage, customer: Person) => stage.emulator.control.leave(customer),
  ],
])("nobody signs in to a chat that %s", async (_, goAway) => {
  const { stage, customer, sessionId, events } = await begun({ agentsStayOnCustomerExit: true });
  await stage.agent(customer.contactId);
  const path = await signInPath(customer, sessionId);
  goAway(stage, customer);
  const before = events();
  expect((await stage.send(path)).status).toBe(410);
  expect((await submit(stage, path, { choice: "signIn", name: "Avery Hill" })).status).toBe(410);
  expect(await update(stage, { State: stateIn(path), InstanceId: "i", Error: "denied" })).toBe(403);
  expect(events()).toEqual(before);
});
