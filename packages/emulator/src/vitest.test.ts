import { afterEach, beforeEach, describe, expect, onTestFinished, vi } from "vitest";
import { call } from "../test/service.js";
import { subscribeFrame } from "../test/socketClient.js";
import type { Emulator } from "./createEmulator.js";
import { test } from "./vitest.js";

afterEach(() => {
  vi.useRealTimers();
});

const seen = new Set<unknown>();

test.for([1, 2])("test %d finds a world of its own, with one chat", (_, { emulator, chat }) => {
  expect(seen.has(emulator)).toBe(false);
  seen.add(emulator);
  expect(emulator.control.listContacts()).toMatchObject([{ contactId: chat.contactId, state: "CREATED" }]);
});

describe("with options", () => {
  test.override("emulatorOptions", { seed: 7, flow: { prompts: ["Welcome!"] } });

  test("the emulator has them, and waits for nothing all the same", ({ emulator: { settings } }) => {
    expect([settings.seed, settings.flow]).toMatchObject([
      7,
      { prompts: ["Welcome!"], promptDelayMs: 0, paceMs: 0 },
    ]);
  });
});

describe("with a flow that fails", () => {
  test.override("emulatorOptions", { flows: { default: [{ do: "agentLeaves" }] } });

  test("the test's output says why", async ({ emulator, chat }) => {
    const errors = vi.spyOn(console, "error").mockReturnValue();
    onTestFinished(() => errors.mockRestore());
    await connect(emulator, chat.participantToken, { ConnectParticipant: true });
    await expect
      .poll(() => errors.mock.calls)
      .toEqual([[expect.stringMatching(/^flow default stopped at step 1 \(agentLeaves\); unable to /)]]);
  });
});

describe("with a virtual clock", () => {
  test.override("virtualClock", true);

  test("time stands still until the test moves it", ({ emulator, clock, chat }) => {
    clock.advance(299_999);
    expect(emulator.control.getContact(chat.contactId).contact.state).toBe("CREATED");
    clock.advance(1);
    expect(emulator.control.getContact(chat.contactId).contact.state).toBe("EXPIRED");
  });
});

describe("under fake timers", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  test("the emulator goes by the time of the test, and assertions by the machine's", async ({ chat }) => {
    await vi.advanceTimersByTimeAsync(300_000);
    await expect(chat).toHaveEnded({ within: 0 });
    await expect(chat).not.toHaveReceivedMessage("hi", { within: 1 });
  });
});

describe("on globals", () => {
  const before = globalThis.fetch;

  test("a test may install it", async ({ emulator }) => {
    emulator.install();
    expect(globalThis.fetch).not.toBe(before);
    expect((await fetch("/participant/connection", { method: "POST" })).status).toBe(403);
  });

  test("and the next test finds what was there before", () => {
    expect(globalThis.fetch).toBe(before);
  });
});

const connect = (emulator: Emulator, token: string, input: object) =>
  call((path, init) => emulator.fetch(path, init), "CreateParticipantConnection", token, input);

describe.each([false, true])("a client that its test leaves in a chat, virtual clock: %s", (isVirtual) => {
  test.override("virtualClock", isVirtual);
  const heard: string[] = [];

  test("is there", async ({ emulator, chat }) => {
    const { Websocket } = await connect(emulator, chat.participantToken, { Type: ["WEBSOCKET"] });
    const socket = new emulator.WebSocket(Websocket!.Url!);
    socket.onopen = () => socket.send(JSON.stringify(subscribeFrame));
    socket.onmessage = ({ data }) => {
      const [type] = /chat\.ended/.exec(String(data)) ?? [];
      if (type === undefined) return;
      heard.push(type);
      socket.close();
    };
    socket.onclose = () => heard.push("closed");
    if (isVirtual) emulator.control.advanceClock(0);
    await expect(chat).toHaveParticipant("Avery");
  });

  test("has heard that the chat is over, and does not seek it in the next one", async ({ emulator }) => {
    await expect.poll(() => heard).toEqual(["chat.ended", "closed"]);
    expect(emulator.control.requests()).toEqual([]);
  });
});

describe("a client whose test ends its fake timers with something on its way", () => {
  const heard: string[] = [];

  test("is there", async ({ emulator, chat }) => {
    vi.useFakeTimers();
    const { Websocket, ConnectionCredentials } = await connect(emulator, chat.participantToken, {
      Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"],
    });
    const socket = new emulator.WebSocket(Websocket!.Url!);
    socket.onopen = () => socket.send(JSON.stringify(subscribeFrame));
    socket.onmessage = ({ data }) => heard.push(...(/sent late|chat\.ended/.exec(String(data)) ?? []));
    socket.onclose = () => heard.push("closed");
    await vi.advanceTimersByTimeAsync(0);
    await call(
      (path, init) => emulator.fetch(path, init),
      "SendMessage",
      ConnectionCredentials!.ConnectionToken!,
      { ContentType: "text/plain", Content: "sent late" },
    );
    expect(heard).toEqual([]);
  });

  test("hears that, and that the chat is over", async () => {
    await expect.poll(() => heard).toEqual(["sent late", "chat.ended", "closed"]);
  });
});

describe.each([false, true])(
  "an agent whose socket is of other chats too, virtual clock: %s",
  (isVirtual) => {
    test.override("virtualClock", isVirtual);
    const heard: string[] = [];

    test("is in a chat", async ({ emulator, chat }) => {
      const { contactId } = chat;
      const invited = emulator.control.inviteAgent({ contactId, displayName: "Robin", agentId: "robin" });
      const socket = new emulator.WebSocket(emulator.control.agentTransport("robin").webSocketTransport.url);
      socket.onopen = () => socket.send(JSON.stringify(subscribeFrame));
      socket.onmessage = ({ data }) => heard.push(...(/chat\.ended/.exec(String(data)) ?? []));
      await connect(emulator, invited.participantToken, { ConnectParticipant: true });
      const topics = () => {
        if (isVirtual) emulator.control.advanceClock(0);
        return emulator.control.listSockets().map((each) => each.topics);
      };
      await expect.poll(topics).toEqual([["aws/chat"]]);
    });

    test("has heard that the chat is over, though the socket stayed", async () => {
      await expect.poll(() => heard).toEqual(["chat.ended"]);
    });
  },
);
