import { createPane } from "./createPane";

/** Shows one chat from ringing to cleared, in a pane of its own. */
export function followChat(contact: connect.Contact, chats: HTMLElement, status: HTMLElement): void {
  const connection = contact.getAgentConnection() as connect.ChatConnection;
  const customer = connection.getMediaInfo().originalInfo.customerName ?? "Customer";
  const failed = (what: string) => ({ failure: () => pane.say(`Unable to ${what}. Please try again`) });
  let session: connect.AgentChatSession | undefined;
  /** The chat may end while it is still being opened. */
  let isOver = false;

  const pane = createPane(customer, {
    accept: () => contact.accept(failed("accept")),
    decline: () => contact.reject(failed("decline")),
    end: () => connection.destroy(failed("end the chat")),
    clear: () => contact.clear(failed("clear the chat")),
    send: async (message) => session?.sendMessage({ contentType: "text/plain", message }),
  });
  chats.append(pane.element);
  status.textContent = `A chat with ${customer}`;

  async function open() {
    if (session) return;
    try {
      // Streams has made it, and shares one socket among all chats.
      session = (await connection.getMediaController()) as connect.AgentChatSession;
    } catch {
      if (!isOver) pane.say("The chat cannot be opened. Please load the page again");
      return;
    }
    session.onTranscriptUpdated(({ data }) => pane.show(data.transcript));
    session.onTyping(({ data }) => {
      if (data.ParticipantRole === "CUSTOMER") pane.say(`${customer} is typing`, 12_000);
    });
    session.onMessage(({ data }) => {
      if (data.ParticipantRole !== "CUSTOMER") return;
      pane.say("");
      if (data.Type === "MESSAGE")
        session?.sendMessageReceipt({ event: "read", messageId: data.Id }).catch(() => undefined);
    });
    session.onConnectionLost(() => pane.say("Connection lost, reconnecting"));
    session.onConnectionEstablished(() => pane.say(""));
    if (!isOver) pane.setStage("open");
  }

  const close = () => {
    isOver = true;
    pane.setStage("over");
  };
  // After a reload a contact may be in any of these already: Streams tells of that too.
  contact.onConnecting(() => pane.setStage("ringing"));
  contact.onConnected(() => void open());
  contact.onACW(close);
  contact.onMissed(close);
  contact.onError(close);
  contact.onDestroy(() => {
    pane.element.remove();
    status.textContent = `The chat with ${customer} is cleared`;
  });
}
