import { clockTime } from "@amazon-connect-chat/page/clockTime.js";
import { confirmDialog } from "@amazon-connect-chat/page/confirmDialog.js";
import { replyTo } from "amazon-connect-chatjs/interactive";
import {
  useChatWindow,
  useReadReceipts,
  type ShownMessage,
  type UsedChatWindow,
} from "amazon-connect-chatjs/react";
import { useState } from "react";
import { failureReason } from "../chat/failure.js";
import type { Session } from "./openChat.js";

function Message({ message, chat }: { readonly message: ShownMessage; readonly chat: UsedChatWindow }) {
  const { kind, side, status, name, text, timeMs, item, entry } = message;
  if (kind === "event") return <p className="notice">{text}</p>;
  return (
    <div id={item?.Id} className="message" data-side={side} data-status={status} data-group="start end">
      <span className="message__name">{side === "own" ? "You" : name}</span>
      <p className="message__text">{text}</p>
      <div className="message__meta">
        {timeMs && <time>{clockTime(timeMs)}</time>}
        {side === "own" && <span className="message__status">{status}</span>}
        {entry?.state === "failed" && <span>{failureReason(entry.error)}</span>}
        {entry?.state === "failed" && <button onClick={() => chat.retry(message)}>Try again</button>}
      </div>
    </div>
  );
}

/** What the latest question since one's own words has to choose from. */
function Choices({ session, messages }: { readonly session: Session } & Pick<UsedChatWindow, "messages">) {
  const unanswered = messages.slice(messages.map(({ side }) => side).lastIndexOf("own") + 1);
  const question = unanswered.flatMap(({ item }) => (item && session.interactive.read(item)) ?? []).at(-1);
  if (!question || !("elements" in question) || question.templateType === "Carousel") return null;
  const reply = (text: string) => session.outbox.sendMessage(replyTo(question, text));
  const texts = question.elements.filter(({ url }) => !url).map(({ title }) => title);
  return texts.map((text) => <button key={text} type="button" onClick={() => reply(text)} children={text} />);
}

export function Chat({ session, onNewChat }: { readonly session: Session; readonly onNewChat: () => void }) {
  const chat = useChatWindow(session);
  const { connection, retrySeconds, messages, typing } = chat;
  const list = useReadReceipts(session, { attribute: "id" });
  const [problem, setProblem] = useState<unknown>();
  const attempt = (call: Promise<unknown>) => call.then(() => setProblem(undefined), setProblem);
  const end = async () => {
    const words = { question: "End this chat?", detail: "The agent is told.", confirmLabel: "End chat" };
    const isSure = await confirmDialog(words);
    if (isSure && session.connection.state.name !== "ended") await attempt(session.disconnectParticipant());
  };

  return (
    <section className="chat-window card" aria-label="Chat">
      <header className="chat-window__header">
        <h1>Chat with us</h1>
        {connection.name !== "ended" && <button onClick={() => void end()}>End chat</button>}
      </header>
      {problem !== undefined && <p role="alert">That did not work: {failureReason(problem)}. Try again.</p>}
      <p className="connection" data-state={connection.name}>
        <span className="connection__dot" />
        <span>{connection.name + (retrySeconds > 0 ? ` in ${retrySeconds} s` : "")}</span>
        {connection.name === "failed" && (
          <button onClick={() => void attempt(session.connect())}>Try again</button>
        )}
      </p>
      <div ref={list} className="transcript__scroller" role="group" aria-label="Messages" tabIndex={0}>
        <div className="transcript__rows">
          {chat.hasOlder && <button onClick={() => void attempt(chat.loadOlder())}>Earlier messages</button>}
          {messages.map((message) => (
            <Message key={message.key} message={message} chat={chat} />
          ))}
        </div>
      </div>
      <p className="typing" data-active={typing.length > 0}>
        {typing.map(({ displayName }) => displayName).join(", ")} {typing.length > 1 ? "are" : "is"} typing
      </p>
      {connection.name === "ended" ? (
        <button className="after-end" onClick={onNewChat} children="Start a new chat" />
      ) : (
        <form className="composer" {...chat.formProps}>
          <Choices session={session} messages={messages} />
          <textarea className="composer__input" aria-label="Message" autoFocus {...chat.fieldProps} />
          <button>Send</button>
        </form>
      )}
      <output className="visually-hidden">{chat.announcement}</output>
    </section>
  );
}
