import { describe, expect, it } from "vitest";
import { CHAT, connectCustomer, createFakeService, message } from "../../../test/fakeService.js";
import { QUICK, VIEW } from "../../../test/interactiveMessages.js";
import { addPartsOn } from "../../session/addParts.js";
import { views } from "../../session/partList.js";
import { customerSessionOn } from "../../session/sessionOn.js";
import { buildInteractive } from "./buildInteractive.js";
import { interactive } from "./interactivePart.js";
import type { InteractiveMessage } from "./interactiveTypes.js";

const INTERACTIVE = "application/vnd.amazonaws.connect.message.interactive";
const itemOf = (asked: InteractiveMessage) =>
  message("question", { ContentType: INTERACTIVE, Content: buildInteractive(asked) });
const FORM = {
  View: { Id: "form", Name: "Form", Content: { Template: "{}", Actions: ["Submit"] } },
};

async function connected(parts: readonly (typeof interactive | typeof views)[] = [interactive]) {
  const service = createFakeService();
  service.answers.set("/participant/views/view-token", () => ({ body: FORM }));
  const session = customerSessionOn(service.platform, {
    chatDetails: CHAT,
    parts: [...parts] as [typeof interactive],
  });
  const connecting = session.connect();
  await service.platform.settle();
  service.accept();
  await connecting;
  return { ...service, session };
}

const sent = ({ requestsTo }: Pick<Awaited<ReturnType<typeof connected>>, "requestsTo">) =>
  requestsTo("/participant/message").map(({ body: { ContentType, Content } }) => [ContentType, Content]);

describe("the part interactive", () => {
  it("reads items, and sends what was chosen", async () => {
    const chat = await connected();
    const asked = chat.session.interactive.read(itemOf(QUICK));
    expect(asked).toMatchObject(QUICK);
    if (asked?.templateType !== "QuickReply") throw new Error("unable to go on; nothing was read");
    await asked.reply(asked.elements[1]!, { clientToken: "once" });
    expect(sent(chat)).toEqual([["text/plain", "No"]]);
    expect(chat.requestsTo("/participant/message")[0]?.body["ClientToken"]).toBe("once");
    expect(() => asked.reply("Perhaps")).toThrow("unable to reply; the message has no such element");
    expect(sent(chat)).toHaveLength(1);
  });

  it("gives up an answer whose signal is aborted", async () => {
    const { session } = await connected();
    const asked = session.interactive.read(itemOf(QUICK));
    if (asked?.templateType !== "QuickReply") throw new Error("unable to go on; nothing was read");
    await expect(asked.reply("Yes", { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "ABORTED",
    });
  });

  it.each([[[interactive]], [[views, interactive]]])(
    "describes views, and refuses what they do not have from then on",
    async (parts) => {
      const chat = await connected(parts);
      const asked = chat.session.interactive.read(itemOf(VIEW));
      if (asked?.templateType !== "ViewResource") throw new Error("unable to go on; nothing was read");
      await asked.reply({ action: "Guess" });
      await expect(asked.describe()).resolves.toMatchObject({
        id: "form",
        actions: ["Submit"],
        inputData: { Heading: "Your order" },
      });
      expect(() => asked.reply({ action: "Guess" })).toThrow("unable to reply; the view has no such action");
      await asked.reply({ action: "Submit", data: { a: 1 } });
      expect(sent(chat).map(([, content]) => JSON.parse(content as string).action)).toEqual([
        "Guess",
        "Submit",
      ]);
    },
  );

  it("says so when what came is no view", async () => {
    const { session, answers } = await connected();
    answers.set("/participant/views/view-token", () => ({ body: {} }));
    const asked = session.interactive.read(itemOf(VIEW));
    if (asked?.templateType !== "ViewResource") throw new Error("unable to go on; nothing was read");
    await expect(asked.describe()).rejects.toMatchObject({ code: "INVALID_RESPONSE" });
  });

  it("reads nothing of other items", async () => {
    const { session } = await connected();
    for (const item of [message("m1"), {}, null, { ContentType: INTERACTIVE, Content: "{" }])
      expect(session.interactive.read(item as never)).toBeUndefined();
  });

  it("comes to sessions of the root, and describes views there", async () => {
    const service = createFakeService();
    service.answers.set("/participant/views/view-token", () => ({ body: FORM }));
    const { session: made, platform, requestsTo } = await connectCustomer(service);
    const session = addPartsOn(platform, made, [interactive]);
    const asked = session.interactive.read(itemOf(VIEW));
    if (asked?.templateType !== "ViewResource") throw new Error("unable to go on; nothing was read");
    await asked.describe();
    await asked.reply({ action: "Submit" });
    expect(sent({ requestsTo })).toHaveLength(1);
  });

  it("says what to do where a session that it comes to cannot describe views", async () => {
    const { platform } = createFakeService();
    const session = addPartsOn(platform, customerSessionOn(platform, { chatDetails: CHAT }), [interactive]);
    const asked = session.interactive.read(itemOf(VIEW));
    if (asked?.templateType !== "ViewResource") throw new Error("unable to go on; nothing was read");
    await expect(asked.describe()).rejects.toThrow("pass the part views when the session is made");
  });
});
