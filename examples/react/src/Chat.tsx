import { useEffect, useRef, useState } from "react";
import type { TranscriptItem } from "amazon-connect-chatjs";
import { useChat } from "./useChat";
import type { ChatState } from "./useChat";

const words: Readonly<Record<ChatState, string>> = {
  idle: "",
  connecting: "Connecting",
  connected: "",
  reconnecting: "Connection lost, reconnecting",
  broken: "The connection is gone. Please start again",
  ended: "The chat is over",
  failed: "We cannot be reached. Please try again later",
};

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

interface FormProps {
  readonly label: string;
  readonly button: string;
  readonly submit: (text: string) => void;
  readonly changed?: () => void;
}

/** One field and its button; it is empty again once it is submitted. */
function OneLineForm({ label, button, submit, changed }: FormProps) {
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  // Each form comes in the place of another one, which had the focus.
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit(text);
        setText("");
      }}
    >
      <label>
        {label}
        <input
          ref={field}
          required
          maxLength={label === "Message" ? 1024 : 256}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            changed?.();
          }}
        />
      </label>
      <button>{button}</button>
    </form>
  );
}

export function Chat() {
  const { state, messages, typist, start, send, typing, end } = useChat();
  const log = useRef<HTMLDivElement>(null);
  const isOpen = state === "connected" || state === "reconnecting";

  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [messages]);

  return (
    <main>
      <h1>Chat with us</h1>
      <div ref={log} role="log" aria-label="Messages" tabIndex={0}>
        {messages.map((item) => (
          <Message key={item.Id} item={item} />
        ))}
      </div>
      <p role="status">{words[state] || (typist && `${typist} is typing`)}</p>
      {isOpen ? (
        <>
          <OneLineForm key="send" label="Message" button="Send" submit={send} changed={typing} />
          <button type="button" onClick={end}>
            End chat
          </button>
        </>
      ) : (
        state !== "connecting" && (
          <OneLineForm
            key="start"
            label="Your name"
            button="Start chat"
            submit={(name) => void start(name)}
          />
        )
      )}
    </main>
  );
}
