import { useEffect, useRef, useState } from "react";
import { ChatSession } from "amazon-connect-chatjs";
import type { ChatDetailsInput, CustomerChatSession, TranscriptItem } from "amazon-connect-chatjs";

/** A chat of a component. Its session is made when somebody starts it, never while rendering. */
export interface Chat {
  readonly phase: "closed" | "starting" | "open";
  /** How the connection is, in words; empty when all is well. */
  readonly status: string;
  /** What was said, own messages included as soon as they are sent; items that have not changed are the same objects. */
  readonly messages: readonly TranscriptItem[];
  /** Who types at the moment. */
  readonly typist: string | undefined;
  readonly start: (name: string) => Promise<void>;
  readonly send: (text: string) => void;
  readonly end: () => void;
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

export function useChat(): Chat {
  const [phase, setPhase] = useState<Chat["phase"]>("closed");
  const [status, setStatus] = useState("");
  const [messages, setMessages] = useState<readonly TranscriptItem[]>([]);
  const [typist, setTypist] = useState<string>();
  const session = useRef<CustomerChatSession>(undefined);

  const become = (next: Chat["phase"], words: string) => {
    setPhase(next);
    setStatus(words);
  };
  // Leaving the page lets go of the connection, and does not end the chat.
  useEffect(() => () => void session.current?.controller.breakConnection(), []);
  useEffect(() => {
    // Typing is told once in ten seconds; a little later it is over.
    const timer = setTimeout(() => setTypist(undefined), 12_000);
    return () => clearTimeout(timer);
  }, [typist]);

  function listen(chat: CustomerChatSession) {
    chat.onTranscriptUpdated(({ data }) =>
      setMessages(data.transcript.filter(({ Type }) => Type === "MESSAGE")),
    );
    chat.onTyping(({ data }) => data.ParticipantRole !== "CUSTOMER" && setTypist(data.DisplayName));
    chat.onMessage(({ data }) => data.ParticipantRole !== "CUSTOMER" && setTypist(undefined));
    chat.onConnectionEstablished(() => become("open", ""));
    chat.onConnectionLost(() => become("open", "Connection lost, reconnecting"));
    chat.onConnectionBroken(() => become("closed", "The connection is gone. Please start again"));
    chat.onEnded(() => become("closed", "The chat is over"));
  }

  async function start(name: string) {
    become("starting", "Connecting");
    try {
      const chatDetails = await requestChat(name);
      session.current = ChatSession.create({ type: ChatSession.SessionTypes.CUSTOMER, chatDetails });
      listen(session.current);
      await session.current.connect();
    } catch {
      become("closed", "We cannot be reached. Please try again later");
    }
  }

  return {
    phase,
    status,
    messages,
    typist,
    start,
    // One that fails stays in the transcript, with the status FAILED.
    send: (text) =>
      void session.current?.sendMessage({ contentType: "text/plain", message: text }).catch(() => undefined),
    end: () => void session.current?.disconnectParticipant().catch(() => undefined),
  };
}
