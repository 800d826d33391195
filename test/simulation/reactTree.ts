import { createElement as h, StrictMode, useEffect } from "react";
import type { ReactElement } from "react";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { useAnnouncer } from "../../packages/chatjs/src/parts/react/useAnnouncer.js";
import { useChatSession } from "../../packages/chatjs/src/parts/react/useChatSession.js";
import { useChatWindow } from "../../packages/chatjs/src/parts/react/useChatWindow.js";
import { useComposer } from "../../packages/chatjs/src/parts/react/useComposer.js";
import type { UsedComposer } from "../../packages/chatjs/src/parts/react/useComposer.js";
import { useConnection } from "../../packages/chatjs/src/parts/react/useConnection.js";
import { useCountdown } from "../../packages/chatjs/src/parts/react/useCountdown.js";
import { useMessages } from "../../packages/chatjs/src/parts/react/useMessages.js";
import type { UsedMessages } from "../../packages/chatjs/src/parts/react/useMessages.js";
import { useReadReceipts } from "../../packages/chatjs/src/parts/react/useReadReceipts.js";
import { useTranscript } from "../../packages/chatjs/src/parts/react/useTranscript.js";
import { useTyping } from "../../packages/chatjs/src/parts/react/useTyping.js";
import type { ReactSession } from "./reactSession.js";

/** The components of a chat's window. */
export const COMPONENTS = ["rows", "state", "typing", "composer", "announcer", "items"] as const;
export type Component = (typeof COMPONENTS)[number];

/** What is shown: the chat that has this number, if any, without the components that are hidden. */
export interface View {
  readonly chat: number | undefined;
  readonly hidden: readonly Component[];
}

/** What the tree asks of its page, and tells it. */
export interface Desk {
  readonly isStrict: boolean;
  readonly autoStart: boolean;
  /** Whether the window is one component, with `useChatWindow`. */
  readonly isInOne: boolean;
  create(): Promise<ReactSession>;
  /** A session is shown, or undefined when it is no more. */
  shows(session: ReactSession | undefined): void;
  /** Somebody listens for what to announce, and has got this. */
  heard(item: ChatItem): void;
  announced(text: string): void;
  stopsAnnouncing(): void;
  stopsComposing(): void;
}

interface Props {
  readonly desk: Desk;
  readonly session: ReactSession | undefined;
}

/** A button that a person, or the page, presses by its name. */
const button = (name: string, act: () => unknown) =>
  h("button", { key: name, "data-press": name, onClick: () => void act() });

function Rows({ session, messages, retry, discard, loadOlder }: Props & UsedMessages): ReactElement {
  const list = useReadReceipts(session, { visibleForMs: 300 });
  const rows = messages.map((message) =>
    h(
      "li",
      {
        key: message.key,
        "data-message-id": message.item?.Id,
        "data-status": message.status,
        "data-side": message.side,
      },
      message.text,
      message.status === "failed" && [
        button("retry", () => retry(message)),
        button("discard", () => discard(message)),
      ],
    ),
  );
  const older = button("older", () => loadOlder({ maxResults: 20 }).catch(() => undefined));
  return h("section", undefined, older, h("ol", { ref: list }, rows));
}

const State = ({ name, seconds }: { readonly name: string; readonly seconds: number }) =>
  h("p", { "data-state": name, "data-seconds": seconds });

const Typing = ({ count }: { readonly count: number }) => h("p", { "data-typing": count });

function Form({ desk, fieldProps, formProps, send }: Pick<Props, "desk"> & UsedComposer): ReactElement {
  useEffect(() => () => desk.stopsComposing(), [desk]);
  const twice = button("send", () => [send(), send()]);
  return h("section", undefined, h("form", formProps, h("textarea", fieldProps)), twice);
}

function Announcement({ desk, session, text }: Props & { readonly text: string }): ReactElement {
  useEffect(() => {
    if (text) desk.announced(text);
  }, [desk, text]);
  useEffect(() => {
    const off = session?.onMessage(({ data }) => desk.heard(data));
    return () => {
      off?.();
      desk.stopsAnnouncing();
    };
  }, [desk, session]);
  return h("p", { role: "status" }, text);
}

/** Each with the hook that it is for. */
const ALONE: Readonly<Record<Component, (props: Props) => ReactElement>> = {
  rows: (props) => h(Rows, { ...props, ...useMessages(props.session) }),
  state({ session }) {
    const state = useConnection(session);
    const seconds = useCountdown(state.name === "reconnecting" ? state.retryAtMs : undefined);
    return h(State, { name: state.name, seconds });
  },
  typing: ({ session }) => h(Typing, { count: useTyping(session).typing.length }),
  composer: ({ desk, session }) => h(Form, { desk, ...useComposer(session) }),
  announcer: (props) => h(Announcement, { ...props, text: useAnnouncer(props.session) }),
  items: ({ session }) => h("p", { "data-items": useTranscript(session).items.length }),
};

function InOne(props: Props): ReactElement {
  const { desk, session } = props;
  const chat = useChatWindow(session);
  return h(
    "section",
    undefined,
    h(Rows, { ...props, ...chat }),
    h(State, { name: chat.connection.name, seconds: chat.retrySeconds }),
    h(Typing, { count: chat.typing.length }),
    h(Form, { desk, ...chat }),
    h(Announcement, { ...props, text: chat.announcement }),
  );
}

function Chat({ desk, hidden }: { readonly desk: Desk } & Pick<View, "hidden">): ReactElement {
  const { session, status, start, stop } = useChatSession(desk.create, { autoStart: desk.autoStart });
  useEffect(() => {
    desk.shows(session);
    return () => desk.shows(undefined);
  }, [desk, session]);
  const shown = COMPONENTS.filter((name) => !hidden.includes(name));
  const parts = shown.map((name) => h(ALONE[name], { key: name, desk, session }));
  return h(
    "main",
    { "data-status": status },
    button("start", () => start()),
    button("stop", stop),
    desk.isInOne ? hidden.length === 0 && h(InOne, { desk, session }) : parts,
  );
}

export function App({ desk, view }: { readonly desk: Desk; readonly view: View }): ReactElement {
  const chat = view.chat !== undefined && h(Chat, { key: view.chat, desk, hidden: view.hidden });
  return desk.isStrict ? h(StrictMode, undefined, chat) : h("div", undefined, chat);
}
