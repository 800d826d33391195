/** The chat that scripted sessions are in. */
export const CHAT = {
  contactId: "contact-1",
  participantId: "participant-1",
  participantToken: "pt.scripted",
};

/** An item of the chat. */
export const chatItem = (Id: string, more: object = {}) => ({
  AbsoluteTime: "2031-02-03T04:05:06.789Z",
  Content: `content of ${Id}`,
  ContentType: "text/plain",
  Id,
  Type: "MESSAGE",
  ParticipantId: "participant-2",
  DisplayName: "Robin",
  ParticipantRole: "AGENT",
  InitialContactId: CHAT.contactId,
  ContactId: CHAT.contactId,
  ...more,
});

/** An event of the chat, such as `chat.ended`. */
export const chatEvent = (Id: string, type: string) =>
  chatItem(Id, {
    Type: "EVENT",
    ContentType: `application/vnd.amazonaws.connect.event.${type}`,
    Content: undefined,
  });
