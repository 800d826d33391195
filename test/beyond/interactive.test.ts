import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { ChatSession } from "amazon-connect-chatjs";
import {
  buildInteractive,
  checkInteractive,
  interactive,
  readReply,
} from "amazon-connect-chatjs/interactive";
import type { AnswerableMessage, InteractiveMessage } from "amazon-connect-chatjs/interactive";
import { addParts, createCustomerSession } from "amazon-connect-chatjs/session";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { runInNode } from "../package/runInNode.js";
import { bundleForPage } from "../support/bundleForPage.js";
import { sample } from "../support/samples.js";
import type { StartedChat } from "../support/startChat.js";

let emulator: RunningEmulator;
beforeAll(async () => {
  // Node 20 has no WebSocket of its own.
  Object.assign(globalThis, { WebSocket });
  emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
});
beforeEach(() => emulator.control.clearFaults());
afterAll(() => emulator.close());

/** A chat of a page that takes interactive messages. */
async function startChat(): Promise<StartedChat> {
  const response = await fetch(`${emulator.url}/start-chat`, {
    method: "POST",
    body: JSON.stringify({
      ParticipantDetails: { DisplayName: "Avery" },
      SupportedMessagingContentTypes: [
        "text/plain",
        "application/vnd.amazonaws.connect.message.interactive",
        "application/vnd.amazonaws.connect.message.interactive.response",
      ],
    }),
  });
  const { data } = (await response.json()) as { data: { startChatResult: StartedChat } };
  return data.startChatResult;
}

const MADE_BY = {
  createCustomerSession: (chatDetails: StartedChat) =>
    createCustomerSession({ chatDetails, endpoint: emulator.url, parts: [interactive] }),
  addParts(chatDetails: StartedChat) {
    ChatSession.setGlobalConfig({ endpoint: emulator.url });
    return addParts(ChatSession.create({ type: "CUSTOMER", chatDetails }), [interactive]);
  },
};

async function open(madeBy: keyof typeof MADE_BY) {
  const chatDetails = await startChat();
  const session = MADE_BY[madeBy](chatDetails);
  const asked: AnswerableMessage[] = [];
  session.onMessage(({ data }) => {
    const message = session.interactive.read(data);
    if (message) asked.push(message);
  });
  await session.connect();
  const contactId = chatDetails.ContactId;
  /** What was asked last, as this template. */
  const next = async <Type extends AnswerableMessage["templateType"]>(templateType: Type) => {
    await expect.poll(() => asked.at(-1)?.templateType).toBe(templateType);
    return asked.pop() as Extract<AnswerableMessage, { templateType: Type }>;
  };
  /** What the customer has answered so far, as the agent's side has it. */
  const answers = () =>
    emulator.control
      .getContact(contactId)
      .transcript.filter(({ Type, ParticipantRole }) => Type === "MESSAGE" && ParticipantRole === "CUSTOMER")
      .map((item) => readReply(item));
  return { contactId, next, answers, control: emulator.control };
}

describe.each(Object.keys(MADE_BY) as (keyof typeof MADE_BY)[])("a session of %s", (madeBy) => {
  test("answers each template of the service as the agent's side expects it", async () => {
    const { contactId, next, answers, control } = await open(madeBy);
    control.sendInteractive({ contactId, template: "QuickReply" });
    await (await next("QuickReply")).reply("A little");
    control.sendInteractive({ contactId, template: "Panel" });
    const panel = await next("Panel");
    await panel.reply(panel.elements[1]!);
    control.sendInteractive({ contactId, template: "ListPicker" });
    const list = await next("ListPicker");
    expect(list).toMatchObject({ imageDescription: "Shop front", replyMessage: { title: "Thank you" } });
    await list.reply({ title: "Exchange" });
    control.sendInteractive({ contactId, template: "PagedListPicker" });
    await (await next("ListPicker")).reply("Show more");
    control.sendInteractive({ contactId, template: "TimePicker" });
    const times = await next("TimePicker");
    const [slot] = times.timeslots;
    await times.reply(slot!);
    control.sendInteractive({ contactId, template: "Carousel" });
    const carousel = await next("Carousel");
    await carousel.reply({ templateIdentifier: "oslo", title: "Book" });
    expect(() => carousel.reply({ templateIdentifier: "lisbon", title: "Read more" })).toThrow("is a link");
    await expect.poll(answers).toEqual([
      { kind: "text", text: "A little" },
      { kind: "text", text: "Talk to an agent" },
      { kind: "text", text: "Exchange" },
      {
        kind: "paging",
        action: "SHOW_MORE",
        listId: "shops",
        referenceId: "shops-1",
        preIndex: 0,
        nextIndex: 2,
      },
      { kind: "text", text: slot!.date.replace("T17:00", "T09:00:00.00") },
      { kind: "card", templateIdentifier: "oslo", listTitle: "Oslo", selectionText: "Book" },
    ]);
  });

  test.each(["detail", "list", "form", "confirmation", "cards"])(
    "describes and answers the view %s",
    async (view) => {
      const { contactId, next, answers, control } = await open(madeBy);
      control.showView({ contactId, view });
      const asked = await next("ViewResource");
      const { id, template, inputSchema, inputData, actions } = await asked.describe();
      expect(id).toBe(view);
      expect(template).toHaveProperty("Body");
      expect(Object.keys(inputSchema["properties"] as object)).toEqual(
        expect.arrayContaining(Object.keys(inputData)),
      );
      if (view === "form")
        expect(inputData["Sections"]).toMatchObject([{ _id: "orderNumber" }, { _id: "reason" }]);
      expect(() => asked.reply({ action: "Buy" })).toThrow("the view has no such action");
      const data = { orderNumber: "4711" };
      await asked.reply({ action: actions[0]!, data });
      await expect.poll(answers).toEqual([{ kind: "view", action: actions[0], data }]);
    },
  );

  test("answers once, whatever is lost on the way", async () => {
    const { contactId, next, answers, control } = await open(madeBy);
    control.sendInteractive({ contactId, template: "QuickReply" });
    const asked = await next("QuickReply");
    control.injectFault({ kind: "httpError", status: 503, operation: "SendMessage", times: 1 });
    await asked.reply("Yes");
    control.injectFault({ kind: "dropResponse", operation: "SendMessage", times: 1 });
    await asked
      .reply("No", { clientToken: "answer-2" })
      .catch(() => asked.reply("No", { clientToken: "answer-2" }));
    expect(answers()).toEqual([
      { kind: "text", text: "Yes" },
      { kind: "text", text: "No" },
    ]);
  });

  test("is asked after an outage what was asked meanwhile", async () => {
    const { contactId, next, control } = await open(madeBy);
    const { faultId } = control.injectFault({ kind: "refuseUpgrade" });
    control.dropSockets({ contactId, how: "abort" });
    control.sendInteractive({ contactId, template: "Panel" });
    control.clearFault(faultId);
    expect(await next("Panel")).toMatchObject({ title: "How may we help?" });
  });
});

test("what is built is what the emulator takes, as the service does, and what is refused it refuses", async () => {
  const { contactId, next, control } = await open("createCustomerSession");
  const message: InteractiveMessage = {
    templateType: "Carousel",
    title: "Our trips",
    elements: ["Lisbon", "Oslo"].map((title) => ({
      templateType: "Panel",
      templateIdentifier: title.toLowerCase(),
      title,
      elements: [{ title: "Book" }, { title: "Read more", url: "https://shop.example/" }],
    })),
  };
  const template = JSON.parse(buildInteractive(message));
  control.sendInteractive({ contactId, template });
  expect(await next("Carousel")).toMatchObject(message);
  template.data.content.elements[1].data.content.elements = [];
  const [problem, ...more] = checkInteractive(template);
  expect([problem?.path, more]).toEqual(["data.content.elements[1].data.content.elements", []]);
  expect(() => control.sendInteractive({ contactId, template })).toThrow(
    problem?.path.replaceAll("[1]", ".1"),
  );
});

test("a page that builds only bundles no more than that", async () => {
  const bundleOf = (name: string) =>
    bundleForPage(`import { ${name} } from "amazon-connect-chatjs/interactive"; globalThis.used = ${name};`);
  const [built, read, all] = await Promise.all(
    ["buildInteractive", "readReply", "interactive"].map(bundleOf),
  );
  for (const bundle of [built, read]) expect(bundle).not.toContain("unable to reply");
  expect(all).toContain("unable to reply");
  expect(all).not.toContain("unable to build");
  expect(read!.length).toBeLessThan(2_000);
});

/** Runs a sample of a page in Node as printed, until its chat ends; what it prints. */
async function runSample(name: string, play: (contactId: string, said: () => unknown[]) => Promise<void>) {
  const chatDetails = await startChat();
  const { ContactId: contactId } = chatDetails;
  const printed = runInNode(`
    import { WebSocket } from "ws";
    globalThis.WebSocket = WebSocket;
    const { createCustomerSession } = await import("amazon-connect-chatjs/session");
    const [chatDetails, endpoint] = ${JSON.stringify([chatDetails, emulator.url])};
    ${sample(name)}
    session.onEnded(() => process.exit());
  `);
  const { control } = emulator;
  await expect.poll(() => control.getContact(contactId).contact.state).not.toBe("CREATED");
  await play(contactId, () =>
    control
      .getContact(contactId)
      .transcript.filter(({ Type, ParticipantRole }) => Type === "MESSAGE" && ParticipantRole === "CUSTOMER")
      .map(({ Content }) => Content),
  );
  control.end(contactId);
  return printed;
}

test("the samples run as printed", async () => {
  const ask = async (contactId: string, said: () => unknown[]) => {
    emulator.control.sendInteractive({ contactId, template: "QuickReply" });
    await expect.poll(said).toEqual(["Yes"]);
  };
  expect(await runSample("beyond-interactive", ask)).toBe("");
  const printed = await runSample("interactive-entry", async (contactId, said) => {
    await ask(contactId, said);
    emulator.control.showView({ contactId, view: "form" });
    const submitted = expect.stringContaining('"data":{"orderNumber":"4711"}');
    await expect.poll(said).toEqual(["Yes", submitted]);
  });
  expect(printed).toBe("Did that help?\nForm Submit,Back\n");
  const lambda = await runInNode(`${sample("interactive-lambda").replace("export const", "const")}
    const { messages } = await handler({ sessionState: { intent: { name: "Help" } } });
    console.log(messages[0].contentType, JSON.parse(messages[0].content).data.content.elements.length);`);
  expect(lambda).toBe("CustomPayload 3\n");
});
