import type { View } from "@amazon-connect-chat/protocol";
import { ChatError, IllegalArgumentError } from "../../errors.js";
import type {
  Abortable,
  ParticipantServiceResponse,
  SendMessageArgs,
  SendMessageResult,
} from "../../session/callTypes.js";
import type { ChatSessionMethods } from "../../session/chatSessionTypes.js";
import { definePart } from "../../session/parts.js";
import type { ExtendKit, PlainSession, SessionPart } from "../../session/parts.js";
import type { InteractiveMessage, OptionOf, ViewResource } from "./interactiveTypes.js";
import { parseInteractive } from "./parseInteractive.js";
import { readView } from "./readView.js";
import type { InteractiveView } from "./readView.js";
import { replyTo } from "./replyTo.js";

/** What `reply` passes on to `sendMessage`. */
export type ReplyOptions = Abortable & Pick<SendMessageArgs, "clientToken">;

/** The way to answer a message. */
export interface Answering<Message> {
  /**
   * Sends the answer, in the form that the service expects of the template.
   * @throws IllegalArgumentError for an option that the message does not have; nothing was sent
   * @throws ChatError (rejection) as `sendMessage`
   */
  reply(
    option: OptionOf<Message>,
    options?: ReplyOptions,
  ): Promise<ParticipantServiceResponse<SendMessageResult>>;
}
/** The way to look at the view of a message. */
export interface Describing {
  /**
   * Asks for the view, with the page's part `views` or without. From then on `reply` refuses actions that the view does not have.
   * @throws ChatError (rejection) as `sendMessage`; `INVALID_RESPONSE` when what came is no view
   */
  describe(options?: Abortable): Promise<InteractiveView>;
}

/** An interactive message of a session: what `parseInteractive` gives, and the way to answer it. */
export type AnswerableMessage = InteractiveMessage extends infer Message
  ? Message extends InteractiveMessage
    ? Message & Answering<Message> & (Message extends ViewResource ? Describing : unknown)
    : never
  : never;

/** What the part `interactive` adds, as `session.interactive`. */
export interface InteractiveMessages {
  /**
   * Reads an item of the chat: of `onMessage`, or of the transcript.
   * @returns undefined for what is no interactive message, or of a template that is not known
   */
  read(item: {
    readonly ContentType?: string | undefined;
    readonly Content?: string | undefined;
  }): AnswerableMessage | undefined;
}

type DescribeView = (viewToken: string, options: Abortable) => Promise<View | undefined>;

/** By the session's own method, or past it where the part was passed when the session was made. */
function describerOf(session: PlainSession, { perform }: ExtendKit): DescribeView {
  const { describeView } = session as Partial<ChatSessionMethods>;
  if (describeView)
    return async (viewToken, { signal }) => (await describeView({ viewToken, signal })).data.View;
  if (perform)
    return async (ViewToken, { signal }) => (await perform("DescribeView", { ViewToken }, signal)).View;
  const missing = "unable to describe a view; pass the part views when the session is made";
  return () => Promise.reject(new IllegalArgumentError(missing));
}

function createInteractive(session: PlainSession, kit: ExtendKit): InteractiveMessages {
  const describeView = describerOf(session, kit);
  const answerable = (message: InteractiveMessage): AnswerableMessage => {
    let actions: readonly string[] | undefined;
    const reply: Answering<InteractiveMessage>["reply"] = (option, { signal, clientToken } = {}) =>
      session.sendMessage({ ...replyTo(message, option, actions), signal, clientToken });
    if (message.templateType !== "ViewResource") return { ...message, reply };
    return {
      ...message,
      reply,
      async describe(options = {}) {
        const view = readView(await describeView(message.viewToken, options), message.viewData);
        if (!view)
          throw new ChatError("INVALID_RESPONSE", "unable to describe the view; the answer has no content");
        ({ actions } = view);
        return view;
      },
    };
  };
  return {
    read(item) {
      const { ContentType, Content } = (item as typeof item | null) ?? {};
      if (ContentType !== "application/vnd.amazonaws.connect.message.interactive") return undefined;
      const message = parseInteractive(Content);
      return message && answerable(message);
    },
  };
}

/** Interactive messages: `session.interactive`. It may be added to a session that exists already. */
export const interactive: SessionPart<{ readonly interactive: InteractiveMessages }> =
  /* @__PURE__ */ definePart(() => ({
    extend: (session, kit) => ({ interactive: createInteractive(session, kit) }),
  }));
