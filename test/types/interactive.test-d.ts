import {
  buildInteractive,
  interactive,
  parseInteractive,
  readReply,
  replyTo,
} from "amazon-connect-chatjs/interactive";
import { createCustomerSession } from "amazon-connect-chatjs/session";

declare function use(value: unknown): void;
const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };
const session = createCustomerSession({ chatDetails, parts: [interactive] });

session.onMessage(({ data }) => {
  const message = session.interactive.read(data);
  // @ts-expect-error it may be none
  void message.reply("Yes");
  if (message?.templateType === "QuickReply") {
    void message.reply("Yes", { clientToken: "once" });
    void message.reply(message.elements[0] ?? "No");
    // @ts-expect-error that is a view's answer
    void message.reply({ action: "Submit" });
    // @ts-expect-error quick replies are not described
    void message.describe();
  }
  if (message?.templateType === "TimePicker") {
    void message.reply({ date: "2027-01-20T17:00+00:00" });
    // @ts-expect-error times have no titles
    void message.reply({ title: "Yes" });
  }
  if (message?.templateType === "Carousel") {
    void message.reply({ templateIdentifier: "oslo", title: "Book" });
    // @ts-expect-error it has to say on which card
    void message.reply("Book");
  }
  if (message?.templateType === "ViewResource") {
    void message.describe().then(({ actions }) => message.reply({ action: actions[0] ?? "Back" }));
    // @ts-expect-error a button has a name
    void message.reply({});
  }
  if (message?.templateType === "ApplePay") {
    const { content } = message;
    use(content["payment"]);
    // @ts-expect-error devices of that channel answer
    void message.reply("Yes");
  }
});

buildInteractive({
  templateType: "QuickReply",
  title: "Well?",
  elements: [{ title: "Yes" }, { title: "No" }],
});
// @ts-expect-error a title is needed
buildInteractive({ templateType: "QuickReply", elements: [] });
// @ts-expect-error no such template
buildInteractive({ templateType: "Hologram", title: "Well?" });
const card = { templateType: "Panel", title: "Oslo", elements: [{ title: "Book" }] } as const;
// @ts-expect-error a card has a name
buildInteractive({ templateType: "Carousel", title: "Our trips", elements: [card, card] });

const read = parseInteractive("{}");
if (read?.templateType === "ListPicker") void session.sendMessage(replyTo(read, "Refund"));
const reply = readReply({ ContentType: "text/plain", Content: "Yes" });
if (reply?.kind === "view") use(reply.data);
// @ts-expect-error a text has no data
if (reply?.kind === "text") use(reply.data);

// @ts-expect-error the part was not passed
use(createCustomerSession({ chatDetails }).interactive);
