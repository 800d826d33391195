import { ChatError, ChatSession } from "amazon-connect-chatjs";
import type { ChatDetailsInput, TranscriptItem } from "amazon-connect-chatjs";
import { forgetChat, readSavedChat, saveChat } from "./savedChat";
import { startChat } from "./startChat";

const find = (id: string) => document.getElementById(id)!;
const findInput = (id: string) => find(id) as HTMLInputElement;
const statusOfMessage: Readonly<Record<string, string>> = {
  SENDING: "sending",
  FAILED: "not sent",
  SENT: "sent",
  DELIVERED: "delivered",
  READ: "read",
};

function lineOf(item: TranscriptItem): HTMLElement {
  const isOwn = item.ParticipantRole === undefined || item.ParticipantRole === "CUSTOMER";
  const line = document.createElement("div");
  line.className = isOwn ? "own" : "theirs";
  const author = document.createElement("b");
  author.textContent = isOwn ? "You" : (item.DisplayName ?? "");
  const status = document.createElement("small");
  status.textContent = (isOwn && statusOfMessage[item.MessageMetadata?.Status ?? ""]) || "";
  line.append(author, item.Content ?? "", status);
  return line;
}

/** Shows the transcript as the session keeps it. A line is made anew only when its item has changed. */
function createLog(log: HTMLElement) {
  const lines = new WeakMap<TranscriptItem, HTMLElement>();
  return (transcript: readonly TranscriptItem[]) => {
    const shown = transcript
      .filter(({ Type }) => Type === "MESSAGE")
      .map((item) => {
        const line = lines.get(item) ?? lineOf(item);
        lines.set(item, line);
        return line;
      });
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 8;
    // A line that stays where it is must not be touched: a screen reader would read it again.
    shown.forEach((line, index) => {
      const there = log.children[index];
      if (there !== line) log.insertBefore(line, there ?? null);
    });
    while (log.children.length > shown.length) log.lastElementChild?.remove();
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  };
}

/** Whether the service lets nobody in any more, as opposed to a network that is away. */
const isRefused = (error: unknown) =>
  error instanceof ChatError && error.cause instanceof ChatError && error.cause.statusCode === 403;

/** The chat of `index.html`. One that was going on before the page was loaded again is taken up. */
export function mountChat(): void {
  let forgetting: ReturnType<typeof setTimeout> | undefined;
  const say = (text: string, forMs?: number) => {
    clearTimeout(forgetting);
    find("status").textContent = text;
    if (forMs !== undefined) forgetting = setTimeout(() => say(""), forMs);
  };
  const showForms = (isChatting: boolean) => {
    find("start").hidden = isChatting;
    find("send").hidden = !isChatting;
  };

  async function open(chatDetails: ChatDetailsInput): Promise<void> {
    const session = ChatSession.create({ type: ChatSession.SessionTypes.CUSTOMER, chatDetails });
    const show = createLog(find("log"));

    session.onTranscriptUpdated(({ data }) => {
      show(data.transcript);
      const nextToken = data.previousTranscriptNextToken;
      find("older").hidden = !nextToken;
      find("older").onclick = () =>
        nextToken && session.getTranscript({ nextToken }).catch(() => say("Not read. Please try again"));
    });
    session.onMessage(({ data }) => {
      if (data.ParticipantRole === "CUSTOMER") return;
      say("");
      if (data.Type === "MESSAGE")
        session.sendMessageReceipt({ event: "read", messageId: data.Id }).catch(() => undefined);
    });
    session.onTyping(({ data }) => {
      if (data.ParticipantRole !== "CUSTOMER") say(`${data.DisplayName ?? "Somebody"} is typing`, 12_000);
    });
    session.onConnectionEstablished(() => say(""));
    session.onConnectionLost(() => say("Connection lost, reconnecting"));
    session.onConnectionBroken(() => say("The connection is gone. Please load the page again"));
    session.onEnded(() => {
      forgetChat();
      showForms(false);
      say("The chat is over");
    });

    const text = findInput("text");
    find("send").onsubmit = (event) => {
      event.preventDefault();
      // A message that fails stays in the transcript, as not sent.
      session.sendMessage({ contentType: "text/plain", message: text.value }).catch(() => say("Not sent"));
      text.value = "";
    };
    text.oninput = () =>
      session
        .sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" })
        .catch(() => undefined);
    find("end").onclick = () =>
      session.disconnectParticipant().catch(() => say("Not ended. Please try again"));

    await session.connect();
    saveChat(chatDetails);
    find("chat").hidden = false;
    showForms(true);
    text.focus();
  }

  async function begin(getDetails: () => Promise<ChatDetailsInput> | ChatDetailsInput) {
    say("Connecting");
    find("start").hidden = true;
    try {
      await open(await getDetails());
    } catch (error) {
      if (isRefused(error)) forgetChat();
      showForms(false);
      say("We cannot be reached. Please try again later");
    }
  }

  find("start").onsubmit = (event) => {
    event.preventDefault();
    void begin(() => startChat(findInput("name").value));
  };
  const saved = readSavedChat();
  if (saved) void begin(() => saved);
}
