import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";
import type { ChatTimers } from "./contact.js";

const minuteMs = 60_000;
const idleAndGone = { idleMs: 2 * minuteMs, disconnectMs: 5 * minuteMs };

// Longer than any test here, so that nothing is missed.
const dayMs = 86_400_000;
const options = { endDelayMs: 0, socketIdleMs: dayMs, socketLifetimeMs: dayMs };

async function talk(timers: ChatTimers) {
  const stage = createStage(options);
  const customer = await stage.customer();
  const { contactId } = customer;
  const socket = await socketFor(stage, customer.participantToken);
  const { control } = stage.emulator;
  control.setTimers({ contactId, timers });
  let agent = await stage.agent(contactId);
  const say = (who: typeof agent) => who.call("SendMessage", { ContentType: "text/plain", Content: "…" });
  const deeds = {
    "customer says": () => say(customer),
    "agent says": () => say(agent),
    "flow says": () => control.say({ contactId, content: "…" }),
    "customer types": () =>
      customer.call("SendEvent", { ContentType: "application/vnd.amazonaws.connect.event.typing" }),
    "customer attaches": () =>
      control.attach({
        contactId,
        participantId: customer.participantId,
        name: "a.txt",
        contentType: "text/plain",
        contentBase64: "YQ==",
      }),
    "another agent joins": () => stage.agent(contactId, "Sam"),
    "agent hands on": () => {
      control.requeue({ contactId });
    },
    "next agent joins": async () => {
      agent = await stage.agent(contactId, "Sam");
    },
    "timers are unset": () => control.setTimers({ contactId, timers: {} }),
    "chat ends": () => control.end(contactId),
  };
  const play = async (steps: readonly (number | keyof typeof deeds)[]) => {
    stage.clock.advance(0);
    const before = socket.items().length;
    for (const step of steps) {
      if (typeof step === "number") stage.clock.advance(step * minuteMs);
      else await deeds[step]();
      stage.clock.advance(0);
    }
    return socket
      .items()
      .slice(before)
      .filter((item) => item !== "…" && item !== "typing" && item !== "");
  };
  return { stage, contactId, play };
}
type Deed = Parameters<Awaited<ReturnType<typeof talk>>["play"]>[0][number];

const idle = "participant.idle";
const returned = "participant.returned";
const gone = ["participant.autodisconnection", "participant.left", "chat.ended"];

test.each<[string, ChatTimers, readonly Deed[], readonly string[]]>([
  ["without timers nobody becomes idle", {}, [480], []],
  ["a customer who does not write becomes idle", { CUSTOMER: { idleMs: 2 * minuteMs } }, [2], [idle]],
  ["nobody is idle before the time", { CUSTOMER: { idleMs: 2 * minuteMs } }, [1.99], []],
  ["one is told as idle once", { CUSTOMER: { idleMs: 2 * minuteMs } }, [480], [idle]],
  ["an agent becomes idle as well", { AGENT: { idleMs: 2 * minuteMs } }, [2], [idle]],
  [
    "each side has its own timer",
    { AGENT: { idleMs: minuteMs }, CUSTOMER: { idleMs: minuteMs } },
    [1],
    [idle, idle],
  ],
  ["with both, the disconnect timer begins when idle", { CUSTOMER: idleAndGone }, [6.99], [idle]],
  ["and then all but the customer have to go", { CUSTOMER: idleAndGone }, [7], [idle, ...gone]],
  ["a disconnect timer alone begins at once", { CUSTOMER: { disconnectMs: 5 * minuteMs } }, [5], gone],
  ["a silent agent is disconnected too", { AGENT: { disconnectMs: 5 * minuteMs } }, [5], gone],
  ["a message begins the timers anew", { CUSTOMER: idleAndGone }, [1.5, "customer says", 1.5], []],
  ["an attachment does too", { CUSTOMER: idleAndGone }, [1.5, "customer attaches", 1.5], []],
  ["typing does not", { CUSTOMER: idleAndGone }, [1.5, "customer types", 0.5], [idle]],
  ["nor does what the flow says", { CUSTOMER: idleAndGone }, [1.5, "flow says", 0.5], [idle]],
  ["nor does what the other side says", { CUSTOMER: idleAndGone }, [1.5, "agent says", 0.5], [idle]],
  [
    "who writes after being idle has returned",
    { CUSTOMER: idleAndGone },
    [2, "customer says"],
    [idle, returned],
  ],
  [
    "and is idle again after as long",
    { CUSTOMER: idleAndGone },
    [2, "customer says", 1.9, "customer says", 2],
    [idle, returned, idle],
  ],
  [
    "timers that run are not changed by a new setting",
    { CUSTOMER: idleAndGone },
    [1, "timers are unset", 1],
    [idle],
  ],
  [
    "a further agent does not begin them anew",
    { CUSTOMER: idleAndGone },
    [1, "another agent joins", 1],
    ["participant.invited", "participant.joined", idle],
  ],
  [
    "they stop when the agent leaves, and begin with the next one",
    { CUSTOMER: idleAndGone },
    [1, "agent hands on", 60, "next agent joins", 1.9, 0.1],
    ["transfer.succeeded", "participant.left", "participant.joined", idle],
  ],
  [
    "the next agent's joining takes the setting of then",
    { CUSTOMER: idleAndGone },
    ["timers are unset", "agent hands on", "next agent joins", 60],
    ["transfer.succeeded", "participant.left", "participant.joined"],
  ],
  ["they end with the chat", { CUSTOMER: idleAndGone }, [1, "chat ends", 60], ["chat.ended"]],
])("%s", async (_, timers, steps, heard) => {
  const { play } = await talk(timers);
  expect(await play(steps)).toEqual(heard);
});

test("idle, returned and autodisconnection are not stored", async () => {
  const { play, stage, contactId } = await talk({ CUSTOMER: idleAndGone });
  await play([2, "customer says", 7]);
  const events = stage.transcript(contactId).map(({ ContentType = "" }) => ContentType.split("event.")[1]);
  expect(events).toEqual([
    "participant.joined",
    "participant.joined",
    undefined,
    "participant.left",
    "chat.ended",
  ]);
});

async function withBot(timers: ChatTimers) {
  const stage = createStage({ ...options, flow: { prompts: [], timers } });
  const customer = await stage.customer();
  const socket = await socketFor(stage, customer.participantToken);
  stage.clock.advance(10 * minuteMs);
  const { contactId } = customer;
  const bot = await stage.person(
    stage.emulator.control.inviteAgent({
      contactId,
      displayName: "Bot",
      agentId: "bot",
      role: "CUSTOM_BOT",
    }),
  );
  return { stage, customer, socket, bot };
}

test("no timer runs before an agent or a custom bot is there, and with the bot that of the customer alone", async () => {
  const everyone = { idleMs: minuteMs };
  const { stage, socket, bot } = await withBot({ CUSTOMER: everyone, AGENT: everyone });
  await bot.call("SendMessage", { ContentType: "text/plain", Content: "Beep" });
  stage.clock.advance(10 * minuteMs);
  expect(socket.items()).toEqual(["participant.joined", "Beep", idle]);
});

test("an agent who comes in the place of a custom bot begins the timers anew, as they are set then", async () => {
  const { stage, customer, socket } = await withBot({ CUSTOMER: { idleMs: 2 * minuteMs } });
  stage.emulator.control.setTimers({ ...customer, timers: { AGENT: { idleMs: minuteMs } } });
  stage.clock.advance(1.5 * minuteMs);
  const agent = await stage.agent(customer.contactId);
  stage.clock.advance(10 * minuteMs);
  expect(socket.items()).toEqual(["participant.joined", "participant.joined", "participant.left", idle]);
  expect(JSON.parse(socket.frames.at(-1)!.content as string)).toMatchObject({
    ParticipantId: agent.participantId,
  });
});

test("a customer who is silent with a custom bot loses the bot; the chat goes on", async () => {
  const { stage, customer, socket } = await withBot({ CUSTOMER: { disconnectMs: minuteMs } });
  stage.clock.advance(10 * minuteMs);
  expect(socket.items()).toEqual(["participant.joined", "participant.autodisconnection", "participant.left"]);
  expect(stage.emulator.control.getContact(customer.contactId).contact.state).not.toBe("ENDED");
});

test("an agent who is called to a customer who is silent with a custom bot still comes", async () => {
  const { stage, customer, socket } = await withBot({ CUSTOMER: { disconnectMs: minuteMs } });
  const called = stage.emulator.control.inviteAgent({ ...customer, displayName: "Robin", agentId: "robin" });
  stage.clock.advance(2 * minuteMs);
  await stage.person(called);
  stage.clock.advance(0);
  expect(socket.items().slice(1)).toEqual([
    "participant.autodisconnection",
    "participant.left",
    "participant.joined",
  ]);
});

test("an event of the timers is from whose silence it is", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const socket = await socketFor(stage, customer.participantToken);
  stage.emulator.control.setTimers({ ...customer, timers: { AGENT: { idleMs: minuteMs } } });
  const agent = await stage.agent(customer.contactId);
  stage.clock.advance(minuteMs);
  expect(JSON.parse(socket.frames.at(-1)!.content as string)).toMatchObject({
    ContentType: `application/vnd.amazonaws.connect.event.${idle}`,
    ParticipantId: agent.participantId,
    ParticipantRole: "AGENT",
    DisplayName: "Robin",
  });
});
