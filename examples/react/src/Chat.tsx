import { useEffect, useRef, useState } from "react";
import type { TranscriptItem } from "amazon-connect-chatjs";
import { useChat } from "./useChat";

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

interface OneLineFormProps {
  readonly label: string;
  readonly button: string;
  readonly submit: (text: string) => void;
}

/** One field and its button; it is empty again once it is submitted. */
function OneLineForm({ label, button, submit }: OneLineFormProps) {
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
        <input ref={field} required maxLength={256} value={text} onChange={(e) => setText(e.target.value)} />
      </label>
      <button>{button}</button>
    </form>
  );
}

export function Chat() {
  const { phase, status, messages, typist, start, send, end } = useChat();
  const log = useRef<HTMLDivElement>(null);
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
      <p role="status">{status || (typist && `${typist} is typing`)}</p>
      {phase === "closed" && (
        <OneLineForm key="start" label="Your name" button="Start chat" submit={(name) => void start(name)} />
      )}
      {phase === "open" && <OneLineForm key="send" label="Message" button="Send" submit={send} />}
      {phase === "open" && <button onClick={end}>End chat</button>}
    </main>
  );
}
