import { describe, expect, test } from "vitest";
import { socketFor } from "../../test/memorySocket.js";
import { playFlow } from "../../test/playFlow.js";
import { call } from "../../test/service.js";
import type { FlowSteps } from "../index.js";

const answered = (text: string) => ({ says: text, steps: [`${text}!`] });
const response = "application/vnd.amazonaws.connect.message.interactive.response";

describe("steps", () => {
  test.each<[string, FlowSteps, readonly string[]]>([
    ["a text is said by the flow", ["Hello"], ["Hello"]],
    ["say speaks for whom it names", [{ do: "say", content: "Hi", as: "customer" }], ["Hi"]],
    ["show sends an interactive message", [{ do: "show", template: "ListPicker" }], ["ListPicker"]],
    ["show sends a view", [{ do: "show", view: "form" }], ["ViewResource"]],
    ["stream stores the whole", [{ do: "stream", chunks: ["a", "b"] }, "after"], ["ab", "after"]],
    ["a text is streamed in words", [{ do: "stream", chunks: "two  words " }], ["two  words "]],
    ["agentJoins lets an agent in", [{ do: "agentJoins" }], ["participant.joined"]],
    ["attach sends a file", [{ do: "attach", file: "text", as: "customer" }], ["attachment APPROVED"]],
    [
      "attach can fail at the scanner",
      [{ do: "attach", file: "text", as: "customer", verdict: "reject" }],
      ["attachment REJECTED"],
    ],
    ["play goes through another flow", [{ do: "play", flow: "other" }, "back"], ["other", "back"]],
    ["disconnect ends the chat", [{ do: "disconnect" }, "never"], ["chat.ended"]],
    ["choices are a QuickReply", [{ do: "ask", content: "?", choices: ["a", "b"] }], ["QuickReply"]],
    ["one choice is a ListPicker", [{ do: "ask", content: "?", choices: ["a"] }], ["ListPicker"]],
    [
      "many choices are a ListPicker",
      [{ do: "ask", content: "?", choices: "a b c d e f".split(" ") }],
      ["ListPicker"],
    ],
    ["ask may show a view", [{ do: "ask", view: "form" }], ["ViewResource"]],
    [
      "transfer goes to the next agent who joins",
      [{ do: "agentJoins" }, { do: "transfer", displayName: "Sam" }, { do: "agentJoins" }],
      ["participant.joined", "transfer.succeeded", "participant.left", "participant.joined"],
    ],
    [
      "agentLeaves ends the chat with its last agent",
      [{ do: "agentJoins" }, { do: "agentLeaves" }],
      ["participant.joined", "participant.left", "chat.ended"],
    ],
    [
      "transfer.failed is told as an event",
      [{ do: "agentJoins" }, { do: "event", event: "transfer.failed" }],
      ["participant.joined", "transfer.failed"],
    ],
  ])("%s", async (_, steps, told) => {
    const { told: heard, pass, errors } = await playFlow(steps, { flows: { other: ["other"] } });
    await pass(2_000);
    expect([heard(), errors]).toEqual([told, []]);
  });

  test("the verdict of attach is that of one file, whatever the scanner says otherwise", async () => {
    const { emulator, say, told, pass } = await playFlow([
      { do: "until", says: "." },
      { do: "attach", file: "text", as: "customer", verdict: "approve" },
      { do: "attach", file: "text", as: "customer" },
    ]);
    emulator.control.setScanner({ verdict: "reject", delayMs: 50 });
    await say("go");
    expect(told()).toEqual(["go"]);
    await pass(50);
    expect(told()).toEqual(["go", "attachment APPROVED", "attachment REJECTED"]);
  });

  test("wait and afterMs let time pass", async () => {
    const { told, pass } = await playFlow([
      { do: "wait", ms: 100 },
      { do: "say", content: "b", afterMs: 50 },
    ]);
    await pass(149);
    expect(told()).toEqual([]);
    await pass(1);
    expect(told()).toEqual(["b"]);
  });

  test("stream goes on in a chat that takes whole answers alone", async () => {
    const { told } = await playFlow(
      [{ do: "stream", chunks: ["a", "b"] }, "after"],
      {},
      { responseMode: "COMPLETE" },
    );
    expect(told()).toEqual(["ab", "after"]);
  });

  test("idleAfter lets a silent customer count as idle, and then ends the chat", async () => {
    const chat = await playFlow([{ do: "idleAfter", idleMs: 100, disconnectMs: 50 }, { do: "agentJoins" }]);
    const socket = await socketFor(chat, chat.avery.participantToken);
    await chat.pass(149);
    expect(socket.items()).toEqual(["participant.idle"]);
    await chat.pass(1_000);
    expect(socket.items().slice(1)).toEqual([
      "participant.autodisconnection",
      "participant.left",
      "chat.ended",
    ]);
    expect(chat.state()).toBe("ENDED");
  });

  test("a list has the pace of the options", async () => {
    const { told, pass } = await playFlow(["a", "b"], { flow: { paceMs: 100 } });
    await pass(199);
    expect(told()).toEqual(["a"]);
    await pass(1);
    expect(told()).toEqual(["a", "b"]);
  });

  test("a flow that comes to its end queues the chat", async () => {
    expect((await playFlow(["Hello"])).state()).toBe("QUEUED");
  });

  test("a whisper of the flow is the agents' alone", async () => {
    const { told, avery } = await playFlow([
      { do: "say", content: "Returns queue", visibleTo: "AGENT" },
      { do: "say", content: "You are next", visibleTo: "CUSTOMER" },
    ]);
    expect(told()).toEqual(["Returns queue", "You are next"]);
    const { Transcript } = await avery.call("GetTranscript", { SortOrder: "ASCENDING" });
    expect(Transcript!.slice(1).map(({ Content }) => Content)).toEqual(["You are next"]);
  });

  test("a flow that still reacts keeps the chat", async () => {
    expect((await playFlow([{ do: "on", says: "hi", steps: ["Hello"] }])).state()).toBe("FLOW");
  });
});

describe("what the customer says", () => {
  test.each<[string, string, string]>([
    ["the first answer that fits is played", "My REFUND, please", "refund!"],
    ["otherwise comes when none fits", "Hello", "what?"],
    ["a message longer than the service's bots take fits none", "refund".padEnd(1_025), "what?"],
    ["one that they just take does", "refund".padEnd(1_024), "refund!"],
  ])("%s", async (_, said, reply) => {
    const { say, told } = await playFlow([
      { do: "ask", content: "?", answers: [answered("refund"), answered("fun")], otherwise: ["what?"] },
      "after",
    ]);
    await say(said);
    expect(told()).toEqual(["?", said, reply, "after"]);
  });

  test("ask goes on without an answer when its time is over", async () => {
    const { pass, told, say } = await playFlow([
      { do: "ask", content: "?", timeoutMs: 100, onTimeout: ["slow"], otherwise: ["fast"] },
    ]);
    await pass(100);
    await say("late");
    expect(told()).toEqual(["?", "slow", "late"]);
  });

  test("an answer that comes in the very moment in which its time is over is taken once", async () => {
    const { pass, told, avery } = await playFlow(
      [
        { do: "wait", ms: 50 },
        { do: "ask", content: "?", timeoutMs: 50, onTimeout: ["slow"], otherwise: ["fast"] },
        "after",
      ],
      { messageProcessing: { enabled: true, delayMs: 100 } },
    );
    await avery.call("SendMessage", { Content: "now", ContentType: "text/plain" });
    await pass(100);
    expect(told()).toEqual(["?", "now", "fast", "after"]);
  });

  test.each<[string, string, string]>([
    ["the action of a form", JSON.stringify({ version: "1.0", action: "Submit", data: { a: 1 } }), response],
    [
      "the choice of a carousel",
      JSON.stringify({ templateIdentifier: "a", selectionText: "Submit" }),
      "text/plain",
    ],
    ["the text", "Submit", "text/plain"],
  ])("an answer is %s", async (_, content, contentType) => {
    const { say, told } = await playFlow([{ do: "ask", content: "?", answers: [answered("^Submit$")] }]);
    await say(content, contentType);
    expect(told().at(-1)).toBe("^Submit$!");
  });

  test("on reacts each time, the first rule that fits alone, and no more than `times`", async () => {
    const { say, told } = await playFlow([
      { do: "on", says: "a", steps: ["A"], times: 1 },
      { do: "on", says: ".", steps: ["other"] },
    ]);
    for (const text of ["a", "a", "b"]) await say(text);
    expect(told()).toEqual(["a", "A", "a", "other", "b", "other"]);
  });

  test("what a question takes is not heard by the rules", async () => {
    const { say, told } = await playFlow([
      { do: "on", says: ".", steps: ["rule"] },
      { do: "ask", content: "?", otherwise: ["answer"] },
    ]);
    await say("one");
    await say("two");
    expect(told()).toEqual(["?", "one", "answer", "two", "rule"]);
  });

  test("of two questions the newer one gets the answer", async () => {
    const { say, told } = await playFlow([
      { do: "on", says: "help", steps: [{ do: "ask", content: "inner?", otherwise: ["inner"] }] },
      { do: "until", says: "done" },
      "outer",
    ]);
    for (const text of ["help", "done", "done"]) await say(text);
    expect(told()).toEqual(["help", "inner?", "done", "inner", "done", "outer"]);
  });

  test("silence is time without a message, and counts anew after each", async () => {
    const { say, told, pass } = await playFlow([{ do: "on", silentForMs: 100, steps: ["There?"] }]);
    await pass(60);
    await say("Hi");
    await pass(60);
    expect(told()).toEqual(["Hi"]);
    await pass(1_000);
    expect(told()).toEqual(["Hi", "There?"]);
    await say("Yes");
    await pass(100);
    expect(told().at(-1)).toBe("There?");
  });

  test("a flow that has played itself very often comes to its end", async () => {
    const { say, state, errors, pass, clock } = await playFlow([
      {
        do: "ask",
        content: "?",
        timeoutMs: 1_000,
        onTimeout: [{ do: "play", flow: "default" }],
      },
    ]);
    clock.advance(5 * 3_600_000);
    await say("Hi");
    await pass();
    expect([state(), errors]).toEqual(["QUEUED", []]);
  });

  test("a flow is at its end when its last rule has reacted as often as it may", async () => {
    const { say, told, state, pass } = await playFlow([
      { do: "on", says: "bye", times: 2, steps: [{ do: "wait", ms: 50 }, "Bye"] },
    ]);
    await say("bye");
    await pass(50);
    expect(state()).toBe("FLOW");
    await say("bye");
    await pass(49);
    expect([told(), state()]).toEqual([["bye", "Bye", "bye"], "FLOW"]);
    await pass(1);
    expect([told(), state()]).toEqual([["bye", "Bye", "bye", "Bye"], "QUEUED"]);
  });

  test("what a rule plays that is used up is played to its end when the flow comes to its own", async () => {
    const { say, told, state, pass } = await playFlow([
      { do: "on", says: "a", times: 1, steps: ["1", { do: "wait", ms: 50 }, "2"] },
      { do: "until", says: "b" },
    ]);
    await say("a");
    await say("b");
    expect(state()).toBe("FLOW");
    await pass(50);
    expect([told(), state()]).toEqual([["a", "1", "b", "2"], "QUEUED"]);
  });

  test("a rule of a flow that plays itself is there once, and begins anew", async () => {
    const { say, told, pass } = await playFlow([
      { do: "on", silentForMs: 100, steps: ["There?"] },
      { do: "on", says: "once", times: 1, steps: ["once"] },
      { do: "on", says: "menu", steps: [{ do: "play", flow: "default" }] },
      "Menu",
    ]);
    for (const text of ["once", "once", "menu", "menu", "once", "once"]) {
      await say(text);
      await pass(10);
    }
    expect(told().slice(1)).toEqual([
      "once",
      "once",
      "once",
      "menu",
      "Menu",
      "menu",
      "Menu",
      "once",
      "once",
      "once",
    ]);
    await pass(1_000);
    expect(told().filter((text) => text === "There?")).toHaveLength(1);
  });

  test.each<[string, FlowSteps, FlowSteps]>([
    [
      "what it reacts to",
      [{ do: "on", says: ".", steps: [{ do: "say", content: "x", as: "customer" }] }],
      [],
    ],
    [
      "a message after a silence that takes no time",
      [{ do: "on", silentForMs: 0, steps: [{ do: "say", content: "x", as: "customer", afterMs: 0 }] }],
      [],
    ],
    [
      "what a rule of another flow answers",
      [{ do: "on", event: "typing", by: "agent", steps: [{ do: "type", as: "customer" }] }],
      [{ do: "on", event: "typing", steps: [{ do: "type", as: "agent" }] }],
    ],
  ])("a rule that brings about %s does not stop the clock", async (_, flow, agentFlow) => {
    const { avery, clock } = await playFlow([...flow, { do: "agentJoins", agent: "robin" }], {
      agents: { robin: { displayName: "Robin", flow: agentFlow } },
    });
    await avery.call("SendMessage", { Content: "go", ContentType: "text/plain" });
    await avery.call("SendEvent", { ContentType: "application/vnd.amazonaws.connect.event.typing" });
    const untilMs = clock.nowMs() + 20;
    let turns = 0;
    while (turns < 1_000 && clock.advanceToNext(untilMs)) turns += 1;
    expect(turns).toBeLessThan(1_000);
    expect(clock.nowMs()).toBe(untilMs);
  });

  test("events and files are heard, of the customer or of an agent", async () => {
    const { avery, told, pass } = await playFlow([
      { do: "on", event: "typing", steps: ["typing"] },
      { do: "on", event: "attachment", steps: ["file"] },
      { do: "on", event: "participant.joined", by: "agent", steps: ["welcome"] },
      { do: "attach", file: "text", as: "customer" },
      { do: "agentJoins" },
    ]);
    await avery.call("SendEvent", { ContentType: "application/vnd.amazonaws.connect.event.typing" });
    await pass();
    expect([...told()].sort()).toEqual(
      ["attachment APPROVED", "file", "participant.joined", "typing", "welcome"].sort(),
    );
  });

  test.each(["delivered", "read"] as const)("a receipt is heard: message.%s", async (kind) => {
    const { avery, told, pass, transcript } = await playFlow([
      { do: "agentJoins" },
      { do: "say", content: "Hello", as: "agent" },
      { do: "until", event: `message.${kind}` },
      "heard",
    ]);
    const { Id = "" } = transcript(avery.contactId).find(({ Content }) => Content === "Hello") ?? {};
    await avery.call("SendEvent", {
      ContentType: `application/vnd.amazonaws.connect.event.message.${kind}`,
      Content: JSON.stringify({ messageId: Id }),
    });
    await pass();
    expect(told()).toEqual(["participant.joined", "Hello", "heard"]);
  });

  test("a receipt is of its kind, and an agent's when a rule asks for that", async () => {
    const { avery, emulator, send, told, say, pass, transcript } = await playFlow([
      { do: "on", event: "message.read", steps: ["read by the customer"] },
      { do: "on", event: "message.delivered", by: "agent", steps: ["delivered to the agent"] },
      { do: "on", event: "message.read", by: "agent", steps: ["read by the agent"] },
      { do: "agentJoins" },
    ]);
    const { contactId } = avery;
    await say("Hi");
    const { Id = "" } = transcript(contactId).find(({ Content }) => Content === "Hi") ?? {};
    const { participants } = emulator.control.getContact(contactId).contact;
    const { participantId = "" } = participants.find(({ role }) => role === "AGENT") ?? {};
    const { chatTokenTransport } = emulator.control.connectionToken({ contactId, participantId });
    await call(send, "SendEvent", chatTokenTransport.participantToken, {
      ContentType: "application/vnd.amazonaws.connect.event.message.read",
      Content: JSON.stringify({ messageId: Id }),
    });
    await pass();
    expect(told()).toEqual(["participant.joined", "Hi", "read by the agent"]);
  });

  test("authenticate goes on with what the outcome brings", async () => {
    const { told, pass } = await playFlow([
      { do: "authenticate", timeoutMs: 50, outcomes: { timeout: ["slow"] } },
      "on",
    ]);
    await pass(50);
    expect(told()).toEqual(["slow", "on"]);
  });
});

describe("a step that cannot be done", () => {
  test.each<[FlowSteps[number], string, string]>([
    [
      { do: "say", content: "x", as: "agent" },
      "say",
      "unable to find the agent; none is in the chat, invite one",
    ],
    [{ do: "show", view: "nope" }, "show", "unable to show the view; its name is unknown"],
    [{ do: "transfer" }, "transfer", "unable to find the agent; none is in the chat, invite one"],
    [{ do: "stream", chunks: ["x".repeat(20_000)] }, "stream", "unable to stream the message"],
  ])("%j stops the flow, is logged, and the chat goes on to the queue", async (step, kind, reason) => {
    const { errors, told, state } = await playFlow(["first", step, "never"]);
    expect(errors).toEqual([expect.stringContaining(`flow default stopped at step 2 (${kind}); ${reason}`)]);
    expect([told(), state()]).toEqual([["first"], "QUEUED"]);
  });

  test("the customer hears of it only when the options say so", async () => {
    const { told } = await playFlow([{ do: "transfer" }], { flow: { failurePrompt: "Sorry, one moment." } });
    expect(told()).toEqual(["Sorry, one moment."]);
  });

  test.each<[object, string]>([
    [{ do: "sya" }, 'flows.default[0].do: expected one of "say"'],
    [{ do: "on", event: "chat.ended", steps: [] }, 'flows.default[0].event: expected one of "typing"'],
    [{ do: "until", event: "message.metadata" }, 'flows.default[0].event: expected one of "typing"'],
    [{ do: "wait", ms: -1 }, "flows.default[0].ms: expected number to be >=0"],
    [
      { do: "play", flow: "nope" },
      "flows.default[0].flow: expected the name of a flow; there are interactive, tour",
    ],
    [{ do: "afterwards", flow: "nope" }, "flows.default[0].flow: expected the name of a flow"],
    [
      { do: "agentJoins", agent: "nope" },
      "flows.default[0].agent: expected the name of an agent; there are none",
    ],
  ])("%j keeps the emulator from starting", async (step, reason) => {
    await expect(playFlow([step as never])).rejects.toThrow(`unable to start the emulator; ${reason}`);
  });
});
