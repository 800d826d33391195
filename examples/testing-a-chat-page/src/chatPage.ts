import { ChatSession } from "amazon-connect-chatjs";
import type { CustomerChatSession } from "amazon-connect-chatjs";

/** An element with what is in it. Text stays text: nothing that somebody writes becomes part of the page's markup. */
function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly (Node | string)[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

const buildChat = (): readonly HTMLElement[] => [
  element(
    "form",
    { "data-start": "" },
    element("label", {}, "Your name ", element("input", { name: "name", required: "" })),
    element("button", {}, "Start chat"),
  ),
  element(
    "section",
    { hidden: "" },
    element("p", { role: "status" }),
    element("ol", { "aria-label": "Messages", "aria-live": "polite" }),
    element(
      "form",
      { "data-send": "", hidden: "" },
      element("label", {}, "Message ", element("input", { name: "text", required: "", autocomplete: "off" })),
      element("button", {}, "Send"),
      element("button", { type: "button", "data-end": "" }, "End chat"),
    ),
  ),
];

/** Asks this site's backend for a chat. It calls StartChatContact; in tests the emulator answers in its place. */
async function startChat(name: string): Promise<CustomerChatSession> {
  const response = await fetch("/start-chat", {
    method: "POST",
    body: JSON.stringify({ ParticipantDetails: { DisplayName: name } }),
  });
  if (!response.ok) throw new Error(`unable to start a chat; the backend answered ${response.status}`);
  const { data } = (await response.json()) as { data: { startChatResult: never } };
  return ChatSession.create({ type: ChatSession.SessionTypes.CUSTOMER, chatDetails: data.startChatResult });
}

/** A chat with us, in an element of the page. */
export function mountChat(root: Element): void {
  root.replaceChildren(...buildChat());
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)!;
  const chat = find("section");
  const status = find("[role=status]");
  const messages = find("ol");
  const startForm = find("[data-start]");
  const sendForm = find("[data-send]");
  const inputOf = (form: Element) => form.querySelector("input")!;

  const say = (text: string) => {
    status.textContent = text;
  };
  const show = (author: string, text: string) => {
    const line = document.createElement("li");
    line.textContent = `${author}: ${text}`;
    messages.append(line);
  };

  const open = async (session: CustomerChatSession) => {
    session.onMessage(({ data }) => {
      if (data.Type !== "MESSAGE") return;
      show(data.DisplayName ?? "", data.Content);
      // Who has said something types no more.
      if (data.ParticipantRole !== "CUSTOMER") say("Connected");
    });
    session.onTyping(({ data }) => {
      if (data.ParticipantRole !== "CUSTOMER") say(`${data.DisplayName} is typing`);
    });
    session.onConnectionEstablished(() => say("Connected"));
    session.onConnectionLost(() => say("Connection lost, trying again"));
    session.onEnded(() => {
      say("The chat is over");
      sendForm.hidden = true;
    });
    await session.connect();
    sendForm.hidden = false;
    sendForm.addEventListener("submit", async (event) => {
      event.preventDefault();
      const input = inputOf(sendForm);
      const message = input.value;
      input.value = "";
      try {
        await session.sendMessage({ contentType: "text/plain", message });
      } catch {
        say("Not sent. Please try again");
        input.value ||= message;
      }
    });
    find("[data-end]").addEventListener("click", () => {
      session.disconnectParticipant().catch(() => say("Not ended. Please try again"));
    });
  };

  startForm.addEventListener("submit", async (event) => {
    event.preventDefault();
    startForm.hidden = true;
    chat.hidden = false;
    say("Connecting");
    try {
      await open(await startChat(inputOf(startForm).value));
    } catch {
      say("We cannot be reached. Please try again later");
      startForm.hidden = false;
    }
  });
}
