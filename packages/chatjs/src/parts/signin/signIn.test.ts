import { describe, expect, it } from "vitest";
import { CHAT, chatEnded, connectCustomer, createFakeService, message } from "../../../test/fakeService.js";
import type { FakeService } from "../../../test/fakeService.js";
import { createFakeStorage } from "../../../test/fakeStorage.js";
import { createFakeStreams } from "../../../test/fakeStreams.js";
import { asyncSession } from "../async/asyncSession.js";
import { addPartsOn } from "../../session/addParts.js";
import { authentication } from "../../session/partList.js";
import { agentSessionOn, customerSessionOn } from "../../session/sessionOn.js";
import { signInOn } from "./signInPart.js";
import type { SignInPlatform } from "./signInPlatform.js";
import type { SignInState } from "./signInState.js";
import type { SignIn } from "./signInTypes.js";

const redirectUri = "https://shop.example/signed-in";
const LOGIN = "https://login.example/authorize?state=st";
const event = (type: string, more: object = {}) => ({
  ...message(type, { ParticipantId: CHAT.participantId, ParticipantRole: "CUSTOMER", ...more }),
  Type: "EVENT",
  ContentType: `application/vnd.amazonaws.connect.event.authentication.${type}`,
});
const asks = (sessionId = "session-1") =>
  event("initiated", { Id: sessionId, Content: JSON.stringify({ SessionId: sessionId }) });

/** A page that opens windows, unless they are blocked. */
function createWorld() {
  const page = {
    isBlocked: false,
    address: "https://shop.example/chat",
    left: [] as string[],
    popups: [] as { closed: boolean; at: string }[],
    storage: createFakeStorage(),
  };
  const world: SignInPlatform = {
    openPopup() {
      if (page.isBlocked) return undefined;
      const popup = { closed: false, at: "about:blank" };
      page.popups.push(popup);
      return {
        get closed() {
          return popup.closed;
        },
        go: (url) => void (popup.at = url),
        close: () => void (popup.closed = true),
      };
    },
    leave: (url) => void page.left.push(url),
    address: () => page.address,
    storage: () => page.storage,
  };
  return { page, world };
}

async function connected(service = createFakeService(), made = createWorld()) {
  service.answers.set("/participant/authentication-url", () => ({ body: { AuthenticationUrl: LOGIN } }));
  const session = customerSessionOn(service.platform, { chatDetails: CHAT, parts: [signInOn(made.world)] });
  const connecting = session.connect();
  await service.platform.settle();
  service.accept();
  await connecting;
  const states: SignInState[] = [];
  session.signIn.onChange((state) => states.push(state));
  return { ...service, ...made, session, signIn: session.signIn, states };
}
async function asked() {
  const chat = await connected();
  chat.item(asks());
  await chat.platform.settle();
  return chat;
}
const urlsAsked = ({ requestsTo }: Pick<FakeService, "requestsTo">) =>
  requestsTo("/participant/authentication-url").map(({ body }) => body);

describe("a popup", () => {
  it("opens in the click, is led to the sign-in page, and is closed with the outcome", async () => {
    const chat = await asked();
    expect(chat.signIn.state).toEqual({ name: "offered", urlUntilMs: chat.platform.nowMs() + 60_000 });
    const opening = chat.signIn.inPopup({ redirectUri });
    expect(chat.page.popups).toEqual([{ closed: false, at: "about:blank" }]);
    await expect(opening).resolves.toEqual({ name: "waiting", by: "popup", popup: "open", url: LOGIN });
    expect(chat.page.popups).toEqual([{ closed: false, at: LOGIN }]);
    expect(urlsAsked(chat)).toEqual([{ SessionId: "session-1", RedirectUri: redirectUri }]);
    chat.item(event("succeeded"));
    await chat.platform.settle();
    expect(chat.signIn.state).toEqual({ name: "succeeded" });
    expect(chat.page.popups[0]?.closed).toBe(true);
    expect(chat.states.map(({ name }) => name)).toEqual(["offered", "waiting", "waiting", "succeeded"]);
  });

  it("that is blocked leaves the address for a link, and can be tried again without another request", async () => {
    const chat = await asked();
    chat.page.isBlocked = true;
    await expect(chat.signIn.inPopup({ redirectUri })).resolves.toEqual({
      name: "waiting",
      by: "popup",
      popup: "blocked",
      url: LOGIN,
    });
    chat.page.isBlocked = false;
    await expect(chat.signIn.inPopup({ redirectUri })).resolves.toMatchObject({ popup: "open", url: LOGIN });
    expect(chat.page.popups).toEqual([{ closed: false, at: LOGIN }]);
    expect(urlsAsked(chat)).toHaveLength(1);
  });

  it("that the customer closes is told, and the outcome still comes", async () => {
    const chat = await asked();
    await chat.signIn.inPopup({ redirectUri });
    await chat.platform.advance(1_000);
    expect(chat.signIn.state).toMatchObject({ popup: "open" });
    chat.page.popups[0]!.closed = true;
    await chat.platform.advance(500);
    expect(chat.signIn.state).toEqual({ name: "waiting", by: "popup", popup: "closed", url: LOGIN });
    chat.item(event("failed"));
    await chat.platform.settle();
    expect(chat.signIn.state).toEqual({ name: "failed", reason: "refused" });
  });

  it("is closed when the service refuses; the flow can still be told to go on", async () => {
    const chat = await asked();
    chat.answers.set("/participant/authentication-url", () => ({ status: 403, body: { Message: "no" } }));
    await expect(chat.signIn.inPopup({ redirectUri })).rejects.toMatchObject({ statusCode: 403 });
    expect(chat.signIn.state).toMatchObject({ name: "failed", reason: "noUrl", error: { statusCode: 403 } });
    expect(chat.page.popups[0]?.closed).toBe(true);
    await chat.signIn.cancel();
    expect(chat.signIn.state).toEqual({ name: "canceled" });
  });

  it("is closed when the answer is none, and may be tried again within the minute", async () => {
    const chat = await asked();
    chat.answers.set("/participant/authentication-url", () => ({
      body: { AuthenticationUrl: "javascript:alert(1)" },
    }));
    await expect(chat.signIn.inPopup({ redirectUri })).rejects.toMatchObject({ code: "INVALID_RESPONSE" });
    expect(chat.signIn.state.name).toBe("offered");
    expect(chat.page.popups[0]?.closed).toBe(true);
    chat.answers.delete("/participant/authentication-url");
    await expect(chat.signIn.inPopup({ redirectUri })).resolves.toMatchObject({ popup: "open" });
  });

  it("is let go when another request to sign in comes meanwhile", async () => {
    const chat = await asked();
    let answer: (body: object) => unknown = () => undefined;
    chat.answers.set(
      "/participant/authentication-url",
      () => new Promise((resolve) => (answer = (body) => resolve({ body }))),
    );
    const opening = chat.signIn.inPopup({ redirectUri });
    await chat.platform.settle();
    chat.item(asks("session-2"));
    await chat.platform.settle();
    expect(chat.page.popups[0]?.closed).toBe(true);
    answer({ AuthenticationUrl: LOGIN });
    await expect(opening).resolves.toMatchObject({ name: "offered" });
    expect(chat.page.popups[0]?.at).toBe("about:blank");
  });
});

describe("the deadline", () => {
  it("is a minute; then the flow can still be told to go on", async () => {
    const chat = await asked();
    await chat.platform.advance(59_999);
    expect(chat.signIn.state.name).toBe("offered");
    await chat.platform.advance(1);
    expect(chat.signIn.state).toEqual({ name: "timedOut", cancelable: true });
    expect(() => chat.signIn.inPopup({ redirectUri })).toThrow(
      "the flow does not ask for it now (state: timedOut)",
    );
    await chat.signIn.cancel();
    expect(chat.requestsTo("/participant/cancel-authentication").map(({ body }) => body)).toEqual([
      { SessionId: "session-1" },
    ]);
    expect(chat.signIn.state).toEqual({ name: "canceled" });
  });

  it.each(["timeout", "expired"])("of the flow is told: %s", async (type) => {
    const chat = await asked();
    await chat.signIn.inPopup({ redirectUri });
    chat.item(event(type));
    await chat.platform.settle();
    expect(chat.signIn.state).toEqual({ name: "timedOut", cancelable: false });
    expect(() => chat.signIn.cancel()).toThrow("unable to cancel");
  });

  it("that passes while the address is awaited leaves no second try", async () => {
    const chat = await asked();
    let fail: () => unknown = () => undefined;
    chat.answers.set(
      "/participant/authentication-url",
      () => new Promise((resolve) => (fail = () => resolve({ body: {} }))),
    );
    await chat.platform.advance(59_000);
    const opening = chat.signIn.inPopup({ redirectUri });
    await chat.platform.advance(1_000);
    fail();
    await expect(opening).rejects.toMatchObject({ code: "INVALID_RESPONSE" });
    expect(chat.signIn.state).toMatchObject({ name: "failed", reason: "noUrl" });
  });
});

describe("the way out", () => {
  it("tells the service, and closes the window; the event changes nothing more", async () => {
    const chat = await asked();
    await chat.signIn.inPopup({ redirectUri });
    await chat.signIn.cancel();
    expect(chat.page.popups[0]?.closed).toBe(true);
    chat.item(event("cancelled"));
    await chat.platform.settle();
    expect(chat.states.map(({ name }) => name)).toEqual(["offered", "waiting", "waiting", "canceled"]);
  });

  it("that fails leaves all as it was", async () => {
    const chat = await asked();
    await chat.signIn.inPopup({ redirectUri });
    const before = chat.signIn.state;
    chat.answers.set("/participant/cancel-authentication", () => ({ status: 403, body: {} }));
    await expect(chat.signIn.cancel()).rejects.toMatchObject({ statusCode: 403 });
    expect(chat.signIn.state).toBe(before);
  });

  it("is none where nobody is asked", async () => {
    const { signIn } = await connected();
    expect(() => signIn.cancel()).toThrow("the flow does not wait for signing in (state: none)");
    expect(() => signIn.inPopup({ redirectUri })).toThrow("the flow does not ask for it now (state: none)");
    expect(() => signIn.byRedirect({ redirectUri })).toThrow("the flow does not ask for it now");
  });

  it.each([
    undefined,
    {},
    { redirectUri: "" },
    { redirectUri: "/signed-in" },
    { redirectUri: `https://x/${"a".repeat(1_024)}` },
  ])("has an address, absolute and not too long: %j", async (options) => {
    const { signIn, page } = await asked();
    expect(() => signIn.inPopup(options as never)).toThrow("redirectUri must be an absolute address");
    expect(() => signIn.byRedirect(options as never)).toThrow("redirectUri must be an absolute address");
    expect(page.popups).toEqual([]);
  });
});

describe("a redirect", () => {
  /** Leaves, and is back in a page of its own. */
  async function leftAndBack(address: string, resume?: Parameters<SignIn["resume"]>[0]) {
    const first = await asked();
    await first.signIn.byRedirect({ redirectUri });
    const again = await connected(createFakeService(2), { page: first.page, world: first.world });
    first.page.address = address;
    const state = again.signIn.resume(resume);
    return { ...again, first, state };
  }

  it("keeps which session it is, without a token, and leaves", async () => {
    const chat = await asked();
    await expect(chat.signIn.byRedirect({ redirectUri })).resolves.toEqual({
      name: "waiting",
      by: "redirect",
      url: LOGIN,
    });
    expect(chat.page.left).toEqual([LOGIN]);
    const [kept] = [...chat.page.storage.items.values()];
    expect(JSON.parse(kept!)).toEqual({
      contactId: "contact-1",
      sessionId: "session-1",
      oauthState: "st",
      leftAtMs: chat.platform.nowMs(),
    });
    expect(kept).not.toContain("secret");
  });

  it.each<[string, string, SignInState]>([
    ["with a code", `${redirectUri}?code=c&state=st`, { name: "waiting", by: "redirect" }],
    [
      "with an error",
      `${redirectUri}?error=access_denied&state=st`,
      { name: "failed", reason: "refused", error: "access_denied" },
    ],
    [
      "with somebody else's error",
      `${redirectUri}?error=access_denied&state=other`,
      { name: "waiting", by: "redirect" },
    ],
    ["by the button Back", "https://shop.example/chat", { name: "waiting", by: "redirect" }],
    ["where there is no address", "", { name: "waiting", by: "redirect" }],
  ])("is taken up again: %s", async (_how, address, expected) => {
    expect((await leftAndBack(address)).state).toEqual(expected);
  });

  it("ends with the event, or can be given up, and is forgotten then", async () => {
    const { item, platform, signIn, page } = await leftAndBack(`${redirectUri}?code=c&state=st`);
    expect(page.storage.items.size).toBe(1);
    item(event("succeeded"));
    await platform.settle();
    expect(signIn.state).toEqual({ name: "succeeded" });
    expect(page.storage.items.size).toBe(0);
    const other = await leftAndBack("https://shop.example/chat");
    await other.signIn.cancel();
    expect(other.requestsTo("/participant/cancel-authentication")[0]?.body).toEqual({
      SessionId: "session-1",
    });
    expect(other.page.storage.items.size).toBe(0);
  });

  it.each([
    ["succeeded", { name: "succeeded" }],
    ["failed", { name: "failed", reason: "refused" }],
  ] as const)("takes the backend's word for it: %s", async (outcome, expected) => {
    expect((await leftAndBack(redirectUri, { outcome })).state).toEqual(expected);
  });

  it("is over after a quarter of an hour, here or away", async () => {
    const back = await leftAndBack("https://shop.example/chat");
    await back.platform.advance(899_999);
    expect(back.signIn.state.name).toBe("waiting");
    await back.platform.advance(1);
    expect(back.signIn.state).toEqual({ name: "timedOut", cancelable: false });
    const first = await asked();
    await first.signIn.byRedirect({ redirectUri });
    await first.platform.advance(900_000);
    const late = addPartsOn(
      first.platform,
      customerSessionOn(first.platform, { chatDetails: CHAT, parts: [authentication] }),
      [signInOn(first.world)],
    );
    expect(late.signIn.resume()).toEqual({ name: "none" });
    expect(first.page.storage.items.size).toBe(0);
  });

  it("is not over later when the clock was put back meanwhile", async () => {
    const first = await asked();
    await first.signIn.byRedirect({ redirectUri });
    const service = createFakeService(2);
    service.platform.suspend(-3_600_000);
    const { platform, signIn } = await connected(service, { page: first.page, world: first.world });
    expect(signIn.resume()).toMatchObject({ name: "waiting" });
    await platform.advance(900_000);
    expect(signIn.state).toMatchObject({ name: "timedOut" });
  });

  it("gives way to a question that came since", async () => {
    const first = await asked();
    await first.signIn.byRedirect({ redirectUri });
    const again = await connected(createFakeService(2), { page: first.page, world: first.world });
    again.item(asks("session-2"));
    await again.platform.settle();
    expect(again.signIn.resume()).toMatchObject({ name: "offered" });
    await again.signIn.cancel();
    expect(again.requestsTo("/participant/cancel-authentication")[0]?.body).toEqual({
      SessionId: "session-2",
    });
  });

  it("is nothing of another chat, nor what is spoilt, nor where storage is forbidden", async () => {
    const { signIn, page } = await connected();
    const key = "amazon-connect-chatjs.signIn";
    const whole = { contactId: "contact-1", sessionId: "s", oauthState: "", leftAtMs: Date.UTC(2026, 0, 1) };
    for (const kept of [
      "{",
      "[]",
      "null",
      JSON.stringify({ ...whole, contactId: "other" }),
      JSON.stringify({ ...whole, leftAtMs: "x" }),
    ]) {
      page.storage.items.set(key, kept);
      expect(signIn.resume()).toEqual({ name: "none" });
    }
    const forbidden = () => {
      throw new DOMException("forbidden", "SecurityError");
    };
    const storage = { getItem: forbidden, setItem: forbidden, removeItem: forbidden };
    expect(signIn.resume({ storage })).toEqual({ name: "none" });
    const chat = await asked();
    await chat.signIn.byRedirect({ redirectUri, storage });
    expect(chat.page.left).toEqual([LOGIN]);
  });
});

describe("a session", () => {
  it("lets everything go at its end", async () => {
    const chat = await asked();
    await chat.signIn.inPopup({ redirectUri });
    chat.item(chatEnded);
    await chat.platform.settle();
    expect(chat.signIn.state).toEqual({ name: "failed", reason: "chatEnded" });
    expect(chat.page.popups[0]?.closed).toBe(true);
    await chat.platform.advance(60_000);
    expect(chat.platform.live).toMatchObject({ timers: 0, sockets: 0 });
  });

  it("keeps handlers apart: one that throws, one that is unsubscribed, one whose signal is aborted", async () => {
    const { signIn, item, platform } = await connected();
    const heard: string[] = [];
    signIn.onChange(() => {
      throw new Error("of the page");
    });
    const stop = signIn.onChange(() => heard.push("stopped"));
    signIn.onChange(() => heard.push("aborted"), { signal: AbortSignal.abort() });
    signIn.onChange(({ name }, before) => heard.push(`${before.name} ${name}`));
    stop();
    item(asks());
    await platform.settle();
    expect(heard).toEqual(["none offered"]);
    expect(platform.reportedErrors).toEqual([new Error("of the page")]);
  });

  it("tells its changes in order, also those that a handler causes", async () => {
    const { signIn, item, platform } = await connected();
    const told: string[][] = [[], []];
    signIn.onChange(({ name }) => {
      told[0]?.push(name);
      if (name === "offered") void signIn.byRedirect({ redirectUri });
    });
    signIn.onChange(({ name }) => told[1]?.push(name));
    item(asks());
    await platform.settle();
    // With the address, once it is there.
    expect(told).toEqual(Array(2).fill(["offered", "waiting", "waiting"]));
  });

  it("ignores a request without a session", async () => {
    const { signIn, item, platform } = await connected();
    for (const Content of ["{", '{"SessionId":5}', '{"SessionId":""}', undefined])
      item(event("initiated", { Content }));
    await platform.settle();
    expect(signIn.state).toEqual({ name: "none" });
  });

  it("of an agent has nobody to sign in", async () => {
    const { platform } = createFakeService();
    const streams = createFakeStreams();
    const getConnectionToken = () =>
      Promise.resolve({
        chatTokenTransport: { participantToken: "ct.agent", expiry: "2026-01-02T00:00:00.000Z" },
      });
    const session = agentSessionOn(platform, {
      chatDetails: { ...CHAT, getConnectionToken },
      websocketManager: streams.manager,
      parts: [signInOn(createWorld().world)],
    });
    const connecting = session.connect();
    await platform.settle();
    streams.tell("onConnectionGain");
    await connecting;
    const heard: unknown[] = [];
    session.onAuthenticationInitiated(({ data }) => heard.push(data.Id));
    streams.hear(asks());
    await platform.settle();
    expect(heard).toEqual(["session-1"]);
    expect(session.signIn.state).toEqual({ name: "none" });
  });

  it("of the root takes it later", async () => {
    const service = createFakeService();
    service.answers.set("/participant/authentication-url", () => ({ body: { AuthenticationUrl: LOGIN } }));
    const { session: made, platform, item } = await connectCustomer(service);
    const session = addPartsOn(platform, made, [signInOn(createWorld().world)]);
    item(asks());
    await platform.settle();
    await expect(session.signIn.inPopup({ redirectUri })).resolves.toMatchObject({ url: LOGIN });
    await session.signIn.cancel();
    expect(session.signIn.state.name).toBe("canceled");
  });

  it("that cannot ask the service says what to do", () => {
    const { platform } = createFakeService();
    const session = customerSessionOn(platform, { chatDetails: CHAT });
    expect(() => addPartsOn(platform, session, [signInOn(createWorld().world)])).toThrow(
      "unable to add signIn; pass it, or the part authentication, when the session is made",
    );
  });
});

describe("a sign-in", () => {
  it("whose outcome is never heard of is over after fifteen minutes", async () => {
    const chat = await asked();
    await chat.signIn.inPopup({ redirectUri });
    await chat.platform.advance(899_000);
    expect(chat.signIn.state.name).toBe("waiting");
    await chat.platform.advance(1_100);
    expect(chat.signIn.state).toEqual({ name: "timedOut", cancelable: false });
    expect(chat.page.popups[0]?.closed).toBe(true);
  });

  it("leaves nothing behind when its session is closed", async () => {
    const { page, world } = createWorld();
    const service = createFakeService();
    const { platform, answers, item, accept } = service;
    answers.set("/participant/authentication-url", () => ({ body: { AuthenticationUrl: LOGIN } }));
    const session = customerSessionOn(platform, {
      chatDetails: CHAT,
      parts: [signInOn(world), asyncSession],
    });
    const connecting = session.connect();
    await platform.settle();
    accept();
    await connecting;
    item(asks());
    await platform.settle();
    await session.signIn.inPopup({ redirectUri });
    await session.close();
    await platform.settle();
    expect(page.popups[0]?.closed).toBe(true);
    expect(platform.live.timers).toBe(0);
  });

  it("that was taken up again leaves nothing behind either", async () => {
    const { page, world } = createWorld();
    const first = await connected(createFakeService(), { page, world });
    first.item(asks());
    await first.platform.settle();
    await first.signIn.byRedirect({ redirectUri });
    const { platform } = createFakeService();
    const session = customerSessionOn(platform, {
      chatDetails: CHAT,
      parts: [signInOn(world), asyncSession],
    });
    expect(session.signIn.resume()).toMatchObject({ name: "waiting" });
    expect(platform.live.timers).toBe(1);
    await session.close();
    expect(platform.live.timers).toBe(0);
  });
});
