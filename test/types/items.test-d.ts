import type { Attachment, ChatEventMap, ChatItem, CustomerChatSession } from "amazon-connect-chatjs";

declare const session: CustomerChatSession;

// A handler of messages narrows by what the item says of itself (CP-58).
session.onMessage(({ data }) => {
  const item: ChatItem = data;
  switch (data.Type) {
    case "ATTACHMENT": {
      const files: readonly Attachment[] = data.Attachments;
      // @ts-expect-error an attachment has no content type
      const type: string = data.ContentType;
      return [files, type];
    }
    case "MESSAGE": {
      const text: string = data.Content;
      return text;
    }
    case "EVENT":
      return data.ContentType === "application/vnd.amazonaws.connect.event.chat.ended" ? "over" : item.Id;
    default: {
      const nothing: never = data;
      return nothing;
    }
  }
});
session.onMessage(({ data }) => {
  if (data.ContentType === "text/markdown") {
    const text: string = data.Content;
    return text;
  }
  // @ts-expect-error other items need not have a text
  const text: string = data.Content;
  // @ts-expect-error typing has a method of its own
  return data.ContentType === "application/vnd.amazonaws.connect.event.typing" ? text : undefined;
});

// A file that was sent has all that the service tells of files.
session.onMessage(({ data }) =>
  (data.Attachments ?? []).map(({ AttachmentId, AttachmentName, ContentType }) => {
    const name: string = AttachmentName + ContentType;
    return session.downloadAttachment({ attachmentId: AttachmentId, metadata: name });
  }),
);

// An event with a method of its own is known by its content type.
session.onTyping(({ data }) => {
  const type: "application/vnd.amazonaws.connect.event.typing" = data.ContentType;
  return type;
});
session.onAuthenticationInitiated(({ data }) => JSON.parse(data.Content) as { SessionId: string });
session.onParticipantDisplayNameUpdated(({ data }) => data.DisplayName.length);
session.onReadReceipt(({ data }) => data.MessageMetadata.Receipts[0]?.ReadTimestamp);
// @ts-expect-error nobody says anything by typing
session.onTyping(({ data }) => data.Content.length);
// @ts-expect-error a receipt is for a message
session.onDeliveredReceipt(({ data }) => data.MessageMetadata.MessageId.missing);

// A page's own map of handlers can be typed by method.
export const handlers: { [Method in keyof ChatEventMap]?: (event: ChatEventMap[Method]) => unknown } = {
  onMessage: ({ data }) => data.Type,
  onEnded: ({ data }) => {
    const nothing: null = data;
    return nothing;
  },
};
