import type { ChatItem, CustomerChatSession, MessageStatus } from "amazon-connect-chatjs";

declare const session: CustomerChatSession;
const controller = new AbortController();

// A handler gets the item, the details and the event's name; subscribing answers how to unsubscribe.
const unsubscribe: () => void = session.onMessage(({ data, chatDetails }, eventName) => {
  const item: ChatItem = data;
  const texts: (string | undefined)[] = [item.Content, chatDetails.contactId, eventName];
  return texts;
});
unsubscribe();
session.onTyping(() => undefined, { once: true, signal: controller.signal });
session.onEnded(({ data }) => {
  const nothing: null = data;
  return nothing;
});
session.onConnectionEstablished(({ connectSuccess, _debug }) => {
  const isUp: true = connectSuccess;
  return [isUp, _debug.websocketStatus === "Connected"];
});
session.onTranscriptUpdated(({ data }) => {
  const items: ChatItem[] = data.transcript;
  const status: MessageStatus | undefined = data.transcript[0]?.MessageMetadata?.Status;
  const { previousTranscriptNextToken } = data;
  void session.getTranscript({ nextToken: previousTranscriptNextToken });
  // @ts-expect-error it is null before a page was read (CP-105)
  const token: string | undefined = previousTranscriptNextToken;
  return [items, status, token];
});
session.controller.subscribe("INCOMING_MESSAGE", ({ chatDetails }) => chatDetails.participantId);

// @ts-expect-error a handler is a function
session.onMessage("handler");
// @ts-expect-error a handler is required
session.onMessage();
// @ts-expect-error items are read only
session.onMessage(({ data }) => (data.Content = "changed"));
// @ts-expect-error items of the transcript are shared with other handlers
session.onTranscriptUpdated(({ data }) => (data.transcript[0]!.Content = "changed"));
// @ts-expect-error the name of an event is known
session.controller.subscribe("INCOMING_MASSAGE", () => undefined);
// @ts-expect-error the option is called once
session.onMessage(() => undefined, { onlyOnce: true });
