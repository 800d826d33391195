import { describe, expect, it } from "vitest";
import { eventContentType } from "amazon-connect-chatjs";
import { itemContent } from "./itemContent.js";

const customer = { participantId: "me", role: "CUSTOMER", displayName: "Avery" } as const;
const agent = { participantId: "robin", role: "AGENT", displayName: "Robin" } as const;
const robin = { ParticipantId: "robin", ParticipantRole: "AGENT", DisplayName: "Robin" };
const event = (ContentType: string, who: object = robin) =>
  itemContent({ Type: "EVENT", ContentType, ...who }, customer);

describe("itemContent", () => {
  it.each([
    [eventContentType("participant.joined"), "Robin joined the chat"],
    [eventContentType("participant.left"), "Robin left the chat"],
    [eventContentType("chat.ended"), "The chat has ended"],
  ])("tells of %s in a sentence", (contentType, text) => {
    expect(event(contentType)).toEqual({ as: "notice", text });
  });

  it("calls the reader You", () => {
    expect(event(eventContentType("participant.joined"), { ...robin, ParticipantId: "me" })).toMatchObject({
      text: "You joined the chat",
    });
  });

  it("names a sender without a name by the role", () => {
    const nameless = { ParticipantId: "x", ParticipantRole: "CUSTOM_BOT" };
    expect(event(eventContentType("participant.left"), nameless)).toMatchObject({
      text: "Custom bot left the chat",
    });
  });

  it("shows a message as it was written, markup included", () => {
    const Content = "<b>bold</b> & **bold**\n";
    expect(itemContent({ Type: "MESSAGE", ContentType: "text/markdown", Content }, customer)).toEqual({
      as: "message",
      content: { as: "text", text: Content },
    });
  });

  it("has the files of an attachment", () => {
    const Attachments = [{ AttachmentName: "a.png" }, {}];
    expect(itemContent({ Type: "ATTACHMENT", Attachments }, customer)).toEqual({
      as: "message",
      content: { as: "files", files: Attachments },
    });
  });

  it("asks the customer to sign in, and tells the agent so", () => {
    const asked = {
      Type: "EVENT",
      ContentType: eventContentType("authentication.initiated"),
      Content: '{"SessionId":"s"}',
      DisplayName: "Avery",
    };
    expect(itemContent(asked, customer)).toEqual({ as: "signIn", sessionId: "s" });
    expect(itemContent(asked, agent)).toEqual({ as: "notice", text: "Avery is asked to sign in" });
    expect(itemContent({ ...asked, Content: "{" }, customer)).toBeUndefined();
  });

  it.each(["constructor", "__proto__", "toString"])(
    "takes no content type %s for a known event",
    (contentType) => {
      expect(event(contentType)).toBeUndefined();
    },
  );

  describe("of an interactive message", () => {
    const ContentType = "application/vnd.amazonaws.connect.message.interactive";
    const content = {
      title: "What is it?",
      subtitle: "Choose one",
      elements: [{ title: "Refund", subtitle: "Money" }, { title: "Exchange" }],
    };
    const item = (templateType: string) => ({
      Type: "MESSAGE",
      ContentType,
      Content: JSON.stringify({ templateType, data: { content } }),
    });
    const text = "What is it?\nChoose one\n• Refund (Money)\n• Exchange";

    it("is a question to the customer", () => {
      expect(itemContent(item("ListPicker"), customer)).toMatchObject({ content: { as: "question" } });
    });

    it("is text for the agent, and where the template is unknown", () => {
      expect(itemContent(item("ListPicker"), agent)).toMatchObject({ content: { as: "text", text } });
      expect(itemContent(item("Hologram"), customer)).toMatchObject({ content: { as: "text", text } });
    });
  });
});
