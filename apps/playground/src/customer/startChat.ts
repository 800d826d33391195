import type { SavedChat } from "./savedChat.js";

interface StartChatAnswer {
  readonly data?: {
    readonly startChatResult?: {
      readonly ContactId?: string;
      readonly ParticipantId?: string;
      readonly ParticipantToken?: string;
    };
  };
}

const ADVICE: Readonly<Record<number, string>> = {
  400: "Try another name",
  429: "There are too many chats; try again later",
};

/** The past that a chat goes on from, in the words of StartChatContact. */
export interface PersistentChat {
  readonly RehydrationType: "ENTIRE_PAST_SESSION" | "FROM_SEGMENT";
  readonly SourceContactId: string;
}

/**
 * Starts a chat the way a web shop's backend does.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 * @throws Error (rejection) that says what to do.
 */
export async function startChat(
  baseUrl: string,
  displayName: string,
  persistentChat?: PersistentChat,
): Promise<SavedChat> {
  const response = await fetch(`${baseUrl}/start-chat`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      ParticipantDetails: { DisplayName: displayName },
      PersistentChat: persistentChat,
      // Whoever leaves first: the customer gets what comes afterwards, such as a survey.
      DisconnectOnCustomerExit: ["AGENT"],
      SupportedMessagingContentTypes: [
        "text/plain",
        "text/markdown",
        "application/vnd.amazonaws.connect.message.interactive",
        "application/vnd.amazonaws.connect.message.interactive.response",
      ],
    }),
  }).catch(() => {
    throw new Error("unable to start a chat; the server does not answer. Is npm start still running?");
  });
  const answer = (await response.json().catch(() => ({}))) as StartChatAnswer;
  const { ContactId, ParticipantId, ParticipantToken } = answer.data?.startChatResult ?? {};
  if (!response.ok || !ContactId || !ParticipantId || !ParticipantToken)
    throw new Error(
      `unable to start a chat; the server answered ${response.status}. ${ADVICE[response.status] ?? "Look at the output of npm start"}`,
    );
  return {
    contactId: ContactId,
    participantId: ParticipantId,
    participantToken: ParticipantToken,
    displayName,
  };
}
