import { createFileElement } from "../attachments/fileElement.js";
import { createUploadElement } from "../attachments/uploadElement.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { createInteractiveElement } from "../interactive/interactiveElement.js";
import type { RowActions } from "./rowActions.js";
import type { MessageRow } from "./rows.js";

type Content<As extends MessageRow["content"]["as"]> = Extract<MessageRow["content"], { readonly as: As }>;

/** What a message says, as an element. */
export interface MessageBody {
  readonly root: HTMLElement;
  /** Whether the element can show that content too; otherwise another one is needed. */
  fits(content: MessageRow["content"]): boolean;
  update(row: MessageRow): void;
}

function textBody(): MessageBody {
  const root = element("p", { class: "message__text", dir: "auto" });
  return {
    root,
    fits: ({ as }) => as === "text",
    update: ({ content }) => setText(root, content.as === "text" ? content.text : ""),
  };
}

function filesBody({ files }: Content<"files">, { download }: RowActions): MessageBody {
  const shown = JSON.stringify(files);
  const root = element(
    "div",
    { class: "message__card" },
    files.map((file) => createFileElement(file, download)),
  );
  return {
    root,
    fits: (content) => content.as === "files" && JSON.stringify(content.files) === shown,
    update: () => undefined,
  };
}

function uploadBody({ cancelUpload }: RowActions): MessageBody {
  const { root, update } = createUploadElement(cancelUpload);
  return {
    root: element("div", { class: "message__card" }, [root]),
    fits: ({ as }) => as === "upload",
    update: ({ content }) => (content.as === "upload" ? update(content.upload) : undefined),
  };
}

function questionBody(
  { json, message, replyMessage }: Content<"question">,
  actions: RowActions,
): MessageBody {
  let id: string | undefined;
  const { root, setState } = createInteractiveElement({
    message,
    describeView: actions.describeView,
    onReply: (reply) => (id === undefined ? undefined : actions.answer(id, reply)),
  });
  return {
    root,
    fits: (content) => content.as === "question" && content.json === json,
    update(row) {
      id = row.id;
      setState({
        isOpen: row.question === "open",
        closingWords: row.question === "answered" ? replyMessage || "Answered" : "",
      });
    },
  };
}

/** An element for what a message says; `update` fills it. */
export function createMessageBody(content: MessageRow["content"], actions: RowActions): MessageBody {
  switch (content.as) {
    case "text":
      return textBody();
    case "files":
      return filesBody(content, actions);
    case "upload":
      return uploadBody(actions);
    case "question":
      return questionBody(content, actions);
  }
}
