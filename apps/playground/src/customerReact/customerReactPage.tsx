import { requireElement } from "@amazon-connect-chat/page/element.js";
import { useChatSession } from "amazon-connect-chatjs/react";
import { readKeptChat } from "amazon-connect-chatjs/resume";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Chat } from "./chat.js";
import { openChat } from "./openChat.js";

let comesBack = (await readKeptChat(() => sessionStorage)) !== undefined;

function CustomerPage() {
  const { status, session, error, start, stop } = useChatSession(openChat, { autoStart: comesBack });
  if (session) return <Chat session={session} onNewChat={stop} />;
  if (comesBack && status === "starting") return null;
  return (
    <form
      className="card name-form"
      onSubmit={(event) => {
        event.preventDefault();
        comesBack = false;
        start((new FormData(event.currentTarget).get("name") as string).trim());
      }}
    >
      <h1>Chat with us</h1>
      <label htmlFor="name">Your name</label>
      <input id="name" name="name" className="field__input" required maxLength={100} autoFocus />
      <p role="alert">{error instanceof Error && error.message}</p>
      <button disabled={status === "starting"}>Start chat</button>
    </form>
  );
}

createRoot(requireElement("#main")).render(<StrictMode children={<CustomerPage />} />);
