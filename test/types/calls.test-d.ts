import { ChatError, ChatSession, LogLevel } from "amazon-connect-chatjs";
import type { ChatErrorCode, CustomerChatSession } from "amazon-connect-chatjs";

declare const session: CustomerChatSession;

// The metadata of a call comes back with its own type.
const connected = await session.connect({ metadata: { attempt: 1 } });
const attempt: number | undefined = connected.metadata?.attempt;
const sent = await session.sendMessage({ message: "Hello", contentType: "text/plain", metadata: "a tag" });
const answers: (string | number | null | undefined)[] = [sent.data.Id, sent.metadata, attempt];
const { data } = await session.getTranscript();
const texts = data.Transcript?.map((item) => item.Content);
await session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" });
await session.getTranscript({ scanDirection: "FORWARD", startPosition: { mostRecent: 1 } });

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
// @ts-expect-error the metadata keeps its type
export const wrong: string = (await session.connect({ metadata: 1 })).metadata;
// @ts-expect-error there are two directions
await session.getTranscript({ scanDirection: "SIDEWAYS" });
// @ts-expect-error a region is a name
ChatSession.setGlobalConfig({ region: 1 });
// @ts-expect-error an error's code is one of a list
export const unknownCode: ChatErrorCode = "OOPS";
