import { expect, test, vi } from "vitest";
import { createStage } from "../../test/chat.js";
import { createControlClient } from "../client.js";
import type { ControlClientOptions } from "../client.js";
import { createControlRequests } from "./controlRequests.js";

const url = "http://127.0.0.1:4510";
const answering =
  (body: string, status = 200): ControlClientOptions["fetch"] =>
  () =>
    Promise.resolve(new Response(body, { status }));
const clientOf = (fetch: ControlClientOptions["fetch"]) => createControlClient(url, { fetch });

test("a call gives what the same call of control gives", async () => {
  const { emulator } = createStage();
  const client = clientOf(emulator.fetch);
  const { contactId } = await client.startChat({ displayName: "Avery" });
  expect(await client.getContact(contactId)).toEqual(emulator.control.getContact(contactId));
  expect(await client.listContacts()).toEqual(emulator.control.listContacts());
  expect(await client.expireTokens({ kind: "participantToken" })).toBe(1);
  expect(await client.ccp.url()).toBeUndefined();
  await client.end(contactId);
  expect(emulator.control.getContact(contactId).contact.state).toBe("ENDED");
});

test("a refusal is the ControlError that control throws", async () => {
  const { emulator } = createStage();
  const refused = clientOf(emulator.fetch).end("unknown");
  await expect(refused).rejects.toMatchObject({
    name: "ControlError",
    code: "NotFound",
    message: "unable to find the contact; its id is unknown",
  });
});

test.each<[string, ControlClientOptions["fetch"], RegExp]>([
  ["nobody answers", () => Promise.reject(new TypeError("fetch failed")), /nobody answers at .*start it/],
  ["somebody answers with a page", answering("<html>"), /answers no JSON, is it an emulator's address/],
  ["somebody does not know the route", answering("<html>", 404), /answers 404, is it/],
  ["a proxy fails", answering("", 502), /answers 502/],
  ["an error of another kind comes", answering('{"error":{"code":"E1","message":"m"}}', 400), /answers 400/],
  ["an error is a text", answering('{"error":"no"}', 400), /answers 400/],
])("when %s, that is said with the code Unreachable", async (_, fetch, message) => {
  await expect(clientOf(fetch).listContacts()).rejects.toMatchObject({ code: "Unreachable", message });
  await expect(clientOf(fetch).watchContacts(() => undefined)).rejects.toMatchObject({ code: "Unreachable" });
});

test.each(["listContacts", "watchContacts"] as const)(
  "%s gives up on an answer that does not come in time",
  async (name) => {
    const fetch: ControlClientOptions["fetch"] = (_, init) =>
      new Promise((__, reject) => {
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason as Error));
      });
    const client = createControlClient(url, { fetch, timeoutMs: 5 });
    await expect(client[name](() => undefined)).rejects.toMatchObject({ code: "Unreachable" });
  },
);

test.each(["", ".", "..", undefined, 7])(
  "an id that would make another route is not sent: %j",
  async (id) => {
    const fetch = vi.fn(answering("{}"));
    await expect(clientOf(fetch).clearFault(id as string)).rejects.toMatchObject({ code: "InvalidRequest" });
    expect(fetch).not.toHaveBeenCalled();
  },
);

test("a request that is too long is refused as one", async () => {
  const { emulator } = createStage({ limits: { requestSizeBytes: 100 } });
  const client = clientOf(emulator.fetch);
  const { contactId } = await client.startChat({ displayName: "Avery" });
  const content = "c".repeat(100);
  await expect(client.say({ contactId, content })).rejects.toMatchObject({ code: "InvalidRequest" });
});

test("what a GET takes beside its path goes into the query", async () => {
  const fetch = vi.fn(answering("{}"));
  await createControlRequests(url, { fetch }).send("GET /faults", { kind: "a b", more: undefined });
  expect(fetch.mock.calls[0]?.[0]).toBe(`${url}/control/faults?kind=a+b`);
});

const eventsAnswer = () =>
  Promise.resolve(new Response(new ReadableStream(), { headers: { "Content-Type": "text/event-stream" } }));

test.each([
  ["that nobody answers", () => Promise.reject(new TypeError("fetch failed"))],
  ["that is refused", answering("no", 503)],
  ["that is answered with what is no stream", answering("{}")],
  ["that succeeds", eventsAnswer],
])("an attempt to open a stream %s leaves nothing on the signal that outlives it", async (_what, fetch) => {
  const { signal } = new AbortController();
  const added = vi.spyOn(signal, "addEventListener");
  const removed = vi.spyOn(signal, "removeEventListener");
  await createControlRequests(url, { fetch })
    .open("GET /events", signal)
    .catch(() => undefined);
  expect(added).toHaveBeenCalledOnce();
  expect(removed.mock.calls).toEqual(added.mock.calls);
});

test("an attempt to open a stream is given up when its signal aborts", async () => {
  const controller = new AbortController();
  const fetch: ControlClientOptions["fetch"] = (_url, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener("abort", () => reject(new TypeError("aborted")));
    });
  const opening = createControlRequests(url, { fetch }).open("GET /events", controller.signal);
  controller.abort();
  await expect(opening).rejects.toMatchObject({ code: "Unreachable" });
});

test("ids go into the path as they are, whatever they hold", async () => {
  const fetch = vi.fn(answering("{}"));
  await clientOf(fetch).end("a/b?c#d %");
  expect(fetch.mock.calls[0]?.[0]).toBe(`${url}/control/contacts/a%2Fb%3Fc%23d%20%25/end`);
});

test.each([
  ["http://127.0.0.1:4510/", "http://127.0.0.1:4510/control/faults"],
  ["http://127.0.0.1:4510/behind/a/proxy/", "http://127.0.0.1:4510/behind/a/proxy/control/faults"],
])("the address %s leads to %s", async (address, expected) => {
  const fetch = vi.fn(answering('{"faults":[]}'));
  await createControlClient(address, { fetch }).listFaults();
  expect(fetch.mock.calls[0]?.[0]).toBe(expected);
});

test("an address that is none is refused at once", () => {
  expect(() => createControlClient("here")).toThrow(TypeError);
});
