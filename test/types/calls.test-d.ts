import { ChatError, ChatSession, LogLevel } from "amazon-connect-chatjs";
import type { AttachmentProgress, ChatErrorCode, CustomerChatSession } from "amazon-connect-chatjs";

declare const session: CustomerChatSession;

// The metadata of a call comes back with its own type.
const connected = await session.connect({ metadata: { attempt: 1 } });
const attempt: number | undefined = connected.metadata?.attempt;
const sent = await session.sendMessage({ message: "Hello", contentType: "text/plain", metadata: "a tag" });
const answers: (string | number | null | undefined)[] = [sent.data.Id, sent.metadata, attempt];
const { data } = await session.getTranscript();
const texts = data.Transcript?.map((item) => item.Content);
await session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" });
await session.getTranscript({ peek: true });
await session.getTranscript({ scanDirection: "FORWARD", startPosition: { mostRecent: 1 } });

// Files, of browsers and of React Native; a call may be given up.
declare const file: File;
const { signal } = new AbortController();
const onProgress = ({ loadedBytes, totalBytes }: AttachmentProgress) => loadedBytes / totalBytes;
await session.sendAttachment({ attachment: file, signal, onProgress });
await session.sendAttachment({
  attachment: { uri: "file:///a.png", name: "a.png", type: "image/png", size: 3 },
});
const blob = await session.downloadAttachment({ attachmentId: "a", metadata: { page: 1 } });
const page: number | undefined = blob.metadata?.page;
const url: string = await session.getAttachmentURL({ attachmentId: "a" });
const { data: view } = await session.describeView({ viewToken: "v" });
const { data: login } = await session.getAuthenticationUrl({ sessionId: "s", redirectUri: url, signal });
const declined = await session.cancelParticipantAuthentication({ sessionId: "s", metadata: "a tag" });
answers.push(page, view.View?.Content?.Template, login.AuthenticationUrl, declined.metadata);

ChatSession.setGlobalConfig({ region: "eu-west-2", loggerConfig: { level: LogLevel.DEBUG } });
ChatSession.setGlobalConfig({ webSocketManagerConfig: { isNetworkOnline: () => Promise.resolve(true) } });

const failure: unknown = undefined;
if (failure instanceof ChatError) {
  const code: ChatErrorCode = failure.code;
  answers.push(code, failure.message, texts?.length);
}

// @ts-expect-error a message has a content type
await session.sendMessage({ message: "Hello" });
// @ts-expect-error a message is a string
await session.sendMessage({ message: 1, contentType: "text/plain" });
// @ts-expect-error a file is no text
await session.sendAttachment({ attachment: "note.txt" });
// @ts-expect-error what signals is the signal, not its controller
await session.sendMessage({ message: "x", contentType: "text/plain", signal: new AbortController() });
// @ts-expect-error the metadata keeps its type
export const wrong: string = (await session.connect({ metadata: 1 })).metadata;
// @ts-expect-error there are two directions
await session.getTranscript({ scanDirection: "SIDEWAYS" });
// @ts-expect-error a region is a name
ChatSession.setGlobalConfig({ region: 1 });
// @ts-expect-error an error's code is one of a list
export const unknownCode: ChatErrorCode = "OOPS";
