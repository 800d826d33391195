import { describe, expect, test, vi } from "vitest";
import { playFlow } from "../../test/playFlow.js";
import type { Answer, AuthenticationOutcome, ControlError, FlowChat } from "../index.js";
import { FlowEnded } from "../index.js";

describe("a flow that is code", () => {
  test("asks, branches and streams in order", async () => {
    const { say, pass, told, state } = await playFlow(async (chat) => {
      await chat.say(`Hello ${chat.customerName}`);
      const { text } = await chat.ask("What is it about?");
      await chat.stream(`About ${text}: wait`, { delayMs: 10 });
      await chat.play(["one", "two"]);
      await chat.queue();
    });
    await say("parcels");
    expect(state()).toBe("FLOW");
    await pass(100);
    expect(told()).toEqual([
      "Hello Avery",
      "What is it about?",
      "parcels",
      "About parcels: wait",
      "one",
      "two",
    ]);
    expect(state()).toBe("QUEUED");
  });

  test("does what each step does", async () => {
    let outcome: AuthenticationOutcome | undefined;
    const { told, pass, errors } = await playFlow(async (chat) => {
      await chat.show({ template: "Panel" });
      await chat.event("participant.displayname.updated", { displayName: "Avery Hill" });
      await chat.wait(10);
      outcome = await chat.authenticate({ timeoutMs: 10 });
      await chat.attach({ file: "text", as: "customer" });
      await chat.agentJoins({ displayName: "Robin" });
      await chat.type("agent");
      await chat.transfer({ displayName: "Sam" });
      await chat.agentJoins();
      await chat.agentLeaves();
      await chat.disconnect();
    });
    await pass(1_000);
    expect([outcome, errors]).toEqual(["timeout", []]);
    expect(told()).toEqual([
      ...["Panel", "attachment APPROVED", "participant.joined", "transfer.succeeded", "participant.left"],
      ...["participant.joined", "participant.left", "chat.ended"],
    ]);
  });

  test("gets what a form was filled with", async () => {
    let answer: Answer | undefined;
    const { say } = await playFlow(async (chat) => {
      answer = await chat.ask({ view: "form" });
    });
    const content = JSON.stringify({ version: "1.0", action: "Send", data: { name: "Avery" } });
    await say(content, "application/vnd.amazonaws.connect.message.interactive.response");
    expect(answer).toEqual({ text: "Send", data: { name: "Avery" } });
  });

  test("gets undefined when its time is over", async () => {
    const answers: unknown[] = [];
    const { pass } = await playFlow(async (chat) => {
      answers.push(
        await chat.ask("?", { timeoutMs: 100 }),
        await chat.until({ says: "x" }, { timeoutMs: 100 }),
      );
    });
    await pass(200);
    expect(answers).toEqual([undefined, undefined]);
  });

  test("reacts beside what it does", async () => {
    const { say, told, state } = await playFlow(async (chat) => {
      chat.on({ says: /^more (\w+)/ }, async ({ text }) => {
        await chat.say(text.toUpperCase());
      });
      await chat.until({ says: "enough" });
    });
    await say("more tea");
    await say("enough");
    expect(told()).toEqual(["more tea", "MORE TEA", "enough"]);
    expect(state()).toBe("FLOW");
  });

  test("may catch a step that cannot be done", async () => {
    const { told, errors } = await playFlow(async (chat) => {
      await chat.transfer().catch((error: unknown) => chat.say((error as ControlError).code));
    });
    expect([told(), errors]).toEqual([["Conflict"], []]);
  });
});

describe("an exception in a flow", () => {
  const secret = "my secret";
  test.each<[string, (chat: FlowChat) => unknown, RegExp]>([
    [
      "at once",
      () => {
        throw new RangeError(secret);
      },
      /^flow default stopped; RangeError at \S+flowCode\.test\.ts:\d+:\d+$/,
    ],
    [
      "later",
      async (chat) => {
        await chat.wait(1);
        throw new RangeError(secret);
      },
      /^flow default stopped at step 1 \(wait\); RangeError at \S+flowCode\.test\.ts:\d+:\d+$/,
    ],
    [
      "of another kind",
      () => {
        // oxlint-disable-next-line typescript/only-throw-error -- code of others may
        throw secret;
      },
      /^flow default stopped; it threw a string$/,
    ],
    [
      "in a reaction",
      (chat) =>
        chat.on({ silentForMs: 1 }, () => {
          throw new RangeError(secret);
        }),
      /RangeError at/,
    ],
    ["of a rule's pattern", (chat) => chat.on({ says: "(" }, () => undefined), /; SyntaxError at/],
    ["of a pattern to wait for", (chat) => chat.until({ says: "(" }), /\(until\); SyntaxError at/],
    [
      "of a step",
      (chat) => chat.agentLeaves(),
      /^flow default stopped at step 1 \(agentLeaves\); unable to find the agent/,
    ],
  ])(
    "%s is logged with its place and without its text, and the chat goes on to the queue",
    async (_, flow, line) => {
      const { pass, errors, told, state } = await playFlow(flow);
      await pass(10);
      expect(errors).toEqual([expect.stringMatching(line)]);
      expect(errors.join("")).not.toContain(secret);
      expect([told(), state()]).toEqual([[], "QUEUED"]);
    },
  );

  test("of a pattern is none of the customer's", async () => {
    const { say, told } = await playFlow((chat) => {
      chat.on({ says: "(" }, () => undefined);
      return chat.wait(1_000);
    });
    await say("Hi");
    expect(told()).toEqual(["Hi"]);
  });

  test("names the configuration, if it came from there", async () => {
    const { errors } = await playFlow([{ do: "agentLeaves" }], { configFile: "/shop/emulator.config.ts" });
    expect(errors[0]).toMatch(
      /^flow default stopped in \/shop\/emulator\.config\.ts at step 1 \(agentLeaves\); /,
    );
  });
});

describe("the end of a chat", () => {
  test.each<[string, (chat: FlowChat) => Promise<unknown>]>([
    ["ask", (chat) => chat.ask("?")],
    ["ask with a time", (chat) => chat.ask("?", { timeoutMs: 600_000 })],
    ["until", (chat) => chat.until({ silentForMs: 600_000 })],
    ["wait", (chat) => chat.wait(600_000)],
    ["stream", (chat) => chat.stream("a b c", { delayMs: 600_000 })],
    ["authenticate", (chat) => chat.authenticate()],
    ["play", (chat) => chat.play([{ do: "wait", ms: 600_000 }])],
  ])("rejects %s with FlowEnded, aborts the signal, and is no error", async (_, wait) => {
    const seen: unknown[] = [];
    const { emulator, avery, pass, errors } = await playFlow(async (chat) => {
      chat.signal.addEventListener("abort", () => seen.push("aborted"));
      await wait(chat).catch((error: unknown) => seen.push(error));
      await chat.say("too late");
    });
    emulator.control.end(avery.contactId);
    await pass();
    expect(seen).toEqual(["aborted", expect.any(FlowEnded)]);
    expect(errors).toEqual([]);
  });

  test("leaves nothing unhandled of what is not waited for", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    const { emulator, avery, pass } = await playFlow((chat) => {
      void chat.ask("?");
      void chat.agentLeaves();
      return chat.wait(10_000);
    });
    emulator.control.end(avery.contactId);
    await pass(10);
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test.each(["the chat ends", "the customer leaves", "an agent comes", "the emulator closes"])(
    "no flow is left when %s",
    async (what) => {
      const over = vi.fn();
      const { emulator, avery, agent, pass, say } = await playFlow((chat) => {
        chat.signal.addEventListener("abort", over);
        chat.on({ says: "." }, () => chat.say("reaction"));
        return chat.wait(10_000);
      });
      const { control } = emulator;
      if (what === "the chat ends") control.end(avery.contactId);
      if (what === "the customer leaves") control.leave(avery);
      if (what === "the emulator closes") emulator.close();
      if (what === "an agent comes") {
        await agent(avery.contactId);
        await say("Hello?");
      }
      await pass();
      expect(over).toHaveBeenCalledOnce();
      expect(control.getContact(avery.contactId).transcript.map(({ Content }) => Content)).not.toContain(
        "reaction",
      );
    },
  );
});
