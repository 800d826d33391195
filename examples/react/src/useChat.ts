import { useEffect, useRef, useState } from "react";
import { ChatSession } from "amazon-connect-chatjs";
import type { ChatDetailsInput, CustomerChatSession, TranscriptItem } from "amazon-connect-chatjs";

export type ChatState = "idle" | "connecting" | "connected" | "reconnecting" | "broken" | "ended" | "failed";

/** A chat of a component. The session is made when somebody starts it, never while rendering. */
export interface Chat {
  readonly state: ChatState;
  /** What was said, own messages included as soon as they are sent; items that have not changed are the same objects. */
  readonly messages: readonly TranscriptItem[];
  /** Who types at the moment. */
  readonly typist: string | undefined;
  start(name: string): Promise<void>;
  send(text: string): void;
  typing(): void;
  end(): void;
}

/** Asks this site's backend for a chat; it calls StartChatContact. */
async function requestChat(name: string): Promise<ChatDetailsInput> {
  const response = await fetch("/start-chat", {
    method: "POST",
    body: JSON.stringify({ ParticipantDetails: { DisplayName: name } }),
  });
  if (!response.ok) throw new Error(`unable to start a chat; the backend answered ${response.status}`);
  const { data } = (await response.json()) as { data: { startChatResult: ChatDetailsInput } };
  return data.startChatResult;
}

/** Typing is told once in ten seconds; a little later it is over. */
const TYPING_MS = 12_000;

export function useChat(): Chat {
  const [state, setState] = useState<ChatState>("idle");
  const [messages, setMessages] = useState<readonly TranscriptItem[]>([]);
  const [typist, setTypist] = useState<string>();
  const session = useRef<CustomerChatSession>(undefined);

  // Leaving the page lets go of the connection, and does not end the chat.
  useEffect(() => () => void session.current?.controller.breakConnection(), []);
  useEffect(() => {
    if (typist === undefined) return;
    const timer = setTimeout(() => setTypist(undefined), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typist]);

  const listen = (chat: CustomerChatSession) => {
    chat.onTranscriptUpdated(({ data }) =>
      setMessages(data.transcript.filter(({ Type }) => Type === "MESSAGE")),
    );
    chat.onTyping(({ data }) => {
      if (data.ParticipantRole !== "CUSTOMER") setTypist(data.DisplayName);
    });
    chat.onMessage(({ data }) => {
      if (data.ParticipantRole !== "CUSTOMER") setTypist(undefined);
    });
    chat.onConnectionEstablished(() => setState("connected"));
    chat.onConnectionLost(() => setState("reconnecting"));
    chat.onConnectionBroken(() => setState("broken"));
    chat.onEnded(() => setState("ended"));
  };

  return {
    state,
    messages,
    typist,
    async start(name) {
      setState("connecting");
      setMessages([]);
      try {
        const chatDetails = await requestChat(name);
        const chat = ChatSession.create({ type: ChatSession.SessionTypes.CUSTOMER, chatDetails });
        session.current = chat;
        listen(chat);
        await chat.connect();
      } catch {
        setState("failed");
      }
    },
    // One that fails stays in the transcript, with the status FAILED.
    send: (text) =>
      void session.current?.sendMessage({ contentType: "text/plain", message: text }).catch(() => undefined),
    typing: () =>
      void session.current
        ?.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" })
        .catch(() => undefined),
    end: () => void session.current?.disconnectParticipant().catch(() => undefined),
  };
}
