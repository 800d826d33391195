"use client";

import { useEffect, useRef, useState } from "react";
import { ChatSession } from "amazon-connect-chatjs";
import type { ChatDetailsInput, CustomerChatSession, TranscriptItem } from "amazon-connect-chatjs";

/** Asks the server of this page for a chat: `start-chat/route.ts`. */
async function requestChat(name: string): Promise<ChatDetailsInput> {
  const response = await fetch("/start-chat", {
    method: "POST",
    body: JSON.stringify({ ParticipantDetails: { DisplayName: name } }),
  });
  if (!response.ok) throw new Error(`unable to start a chat; the server answered ${response.status}`);
  const { data } = (await response.json()) as { data: { startChatResult: ChatDetailsInput } };
  return data.startChatResult;
}

function Message({ item }: { readonly item: TranscriptItem }) {
  const isOwn = item.ParticipantRole === undefined || item.ParticipantRole === "CUSTOMER";
  return (
    <div className={isOwn ? "own" : "theirs"}>
      <b>{isOwn ? "You" : item.DisplayName}</b>
      {item.Content}
      {item.MessageMetadata?.Status === "FAILED" && <small>Not sent</small>}
    </div>
  );
}

export interface ChatProps {
  readonly region: string | undefined;
  /** Of the emulator; none on AWS. */
  readonly endpoint: string | undefined;
}

export function Chat({ region, endpoint }: ChatProps) {
  const [session, setSession] = useState<CustomerChatSession>();
  const [messages, setMessages] = useState<readonly TranscriptItem[]>([]);
  const [status, setStatus] = useState("");
  const [text, setText] = useState("");
  const [isReady, setReady] = useState(false);
  const log = useRef<HTMLDivElement>(null);
  const isShown = useRef(false);

  useEffect(() => {
    isShown.current = true;
    // Before that the browser would submit the form that the server rendered, and load the page again.
    setReady(true);
    return () => {
      isShown.current = false;
    };
  }, []);
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [messages]);
  // Leaving the page lets go of the connection, and does not end the chat.
  useEffect(() => () => void session?.controller.breakConnection(), [session]);

  const start = async () => {
    setStatus("Connecting");
    try {
      ChatSession.setGlobalConfig({ ...(region && { region }), ...(endpoint && { endpoint }) });
      const chatDetails = await requestChat(text);
      const chat = ChatSession.create({ type: ChatSession.SessionTypes.CUSTOMER, chatDetails });
      chat.onTranscriptUpdated(({ data }) =>
        setMessages(data.transcript.filter(({ Type }) => Type === "MESSAGE")),
      );
      chat.onConnectionEstablished(() => setStatus("Connected"));
      chat.onConnectionLost(() => setStatus("Connection lost, reconnecting"));
      chat.onConnectionBroken(() => setStatus("The connection is gone. Please load the page again"));
      chat.onEnded(() => {
        setSession(undefined);
        setStatus("The chat is over");
      });
      await chat.connect();
      // Somebody may have left while it connected.
      if (isShown.current) setSession(chat);
      else void chat.controller.breakConnection();
    } catch {
      setText(text);
      setStatus("We cannot be reached. Please try again later");
    }
  };
  // A message that fails stays in the transcript, with the status FAILED.
  const send = () =>
    session?.sendMessage({ contentType: "text/plain", message: text }).catch(() => undefined);

  return (
    <>
      <div ref={log} role="log" aria-label="Messages" tabIndex={0}>
        {messages.map((item) => (
          <Message key={item.Id} item={item} />
        ))}
      </div>
      <p role="status">{status}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void (session ? send() : start());
          setText("");
        }}
      >
        <label>
          {session ? "Message" : "Your name"}
          <input
            required
            disabled={!isReady}
            maxLength={session ? 1024 : 256}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button disabled={!isReady || status === "Connecting"}>{session ? "Send" : "Start chat"}</button>
      </form>
      {session && (
        <button type="button" onClick={() => void session.disconnectParticipant().catch(() => undefined)}>
          End chat
        </button>
      )}
    </>
  );
}
