import { useEffect, useRef } from "react";
import { useChatSession, useChatWindow } from "amazon-connect-chatjs/react";
import type { UsedChatSession, UsedChatWindow } from "amazon-connect-chatjs/react";
import { openChat } from "./openChat";

/** What there is to say; nothing when all is well and nobody types. */
function statusOf({ status }: Pick<UsedChatSession<unknown>, "status">, shown: UsedChatWindow): string {
  if (status === "starting") return "Connecting";
  if (status === "ended") return "The chat is over";
  if (status === "failed") return "We cannot be reached. Please try again later";
  if (shown.connection.name === "reconnecting") return "Connection lost, reconnecting";
  if (shown.connection.name === "failed") return "The connection is gone. Please load the page again";
  return shown.typing.map(({ displayName }) => `${displayName} is typing`).join(", ");
}

export function Chat() {
  const chat = useChatSession(openChat, { autoStart: false });
  const shown = useChatWindow(chat.session);
  const { messages, retry, fieldProps, formProps } = shown;
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [messages]);

  return (
    <main>
      <h1>Chat with us</h1>
      <div ref={log} role="log" aria-label="Messages" tabIndex={0}>
        {messages.map((message) => (
          <div key={message.key} className={message.kind === "event" ? "event" : message.side}>
            {message.kind === "message" && <b>{message.side === "own" ? "You" : message.name}</b>}
            {message.text}
            {message.status === "failed" && (
              <button onClick={() => retry(message)}>Not sent. Try again</button>
            )}
          </div>
        ))}
      </div>
      <p role="status">{statusOf(chat, shown)}</p>
      {chat.status === "open" ? (
        <>
          <form {...formProps}>
            <label>
              Message
              <input autoFocus maxLength={1024} {...fieldProps} />
            </label>
            <button>Send</button>
          </form>
          <button onClick={() => void chat.session?.disconnectParticipant().catch(() => undefined)}>
            End chat
          </button>
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            chat.start(String(new FormData(event.currentTarget).get("name")));
          }}
        >
          <label>
            Your name
            <input name="name" autoFocus required maxLength={256} />
          </label>
          <button disabled={chat.status === "starting"}>Start chat</button>
        </form>
      )}
    </main>
  );
}
