import { describe, expect, it } from "vitest";
import { eventContentType } from "amazon-connect-chatjs";
import { itemText } from "./itemText.js";

const robin = { ParticipantId: "robin", ParticipantRole: "AGENT", DisplayName: "Robin" };
const event = (ContentType: string, who: object = robin) =>
  itemText({ Type: "EVENT", ContentType, ...who }, "me");

describe("itemText", () => {
  it.each([
    [eventContentType("participant.joined"), "Robin joined the chat"],
    [eventContentType("participant.left"), "Robin left the chat"],
    [eventContentType("chat.ended"), "The chat has ended"],
  ])("tells of %s in a sentence", (contentType, text) => {
    expect(event(contentType)).toEqual({ as: "notice", text });
  });

  it("calls the reader You", () => {
    expect(event(eventContentType("participant.joined"), { ...robin, ParticipantId: "me" })?.text).toBe(
      "You joined the chat",
    );
  });

  it("names a sender without a name by the role", () => {
    const nameless = { ParticipantId: "x", ParticipantRole: "CUSTOM_BOT" };
    expect(event(eventContentType("participant.left"), nameless)?.text).toBe("Custom bot left the chat");
  });

  it("shows a message as it was written, markup included", () => {
    const Content = "<b>bold</b> & **bold**\n";
    expect(itemText({ Type: "MESSAGE", ContentType: "text/markdown", Content }, "me")).toEqual({
      as: "message",
      text: Content,
    });
  });

  it("names the files of an attachment", () => {
    const Attachments = [{ AttachmentName: "a.png" }, {}];
    expect(itemText({ Type: "ATTACHMENT", Attachments }, "me")?.text).toBe("Attachment: a.png, unnamed file");
  });

  it.each(["constructor", "__proto__", "toString"])(
    "takes no content type %s for a known event",
    (contentType) => {
      expect(event(contentType)).toBeUndefined();
    },
  );

  it("shows an interactive message as text", () => {
    const Content = JSON.stringify({
      templateType: "ListPicker",
      data: {
        content: {
          title: "What is it?",
          subtitle: "Choose one",
          elements: [{ title: "Refund", subtitle: "Money" }, { title: "Exchange" }],
        },
      },
    });
    const item = {
      Type: "MESSAGE",
      ContentType: "application/vnd.amazonaws.connect.message.interactive",
      Content,
    };
    expect(itemText(item, "me")?.text).toBe("What is it?\nChoose one\n• Refund (Money)\n• Exchange");
  });
});
