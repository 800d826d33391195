import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";

type ChatItem = Awaited<ReturnType<ControlClient["getContact"]>>["transcript"][number];

/** An item of a transcript: whatever is stored has an id and a time. */
export type TranscriptItem = ChatItem & Required<Pick<ChatItem, "Id" | "AbsoluteTime">>;
