import type { ChatItem, OperationInput, OperationOutput } from "@amazon-connect-chat/protocol";

export const START_MS = Date.UTC(2026, 0, 1);

/** A stored message that was said `atMs` after the start. */
export const stored = (Id: string, atMs: number, more: Partial<ChatItem> = {}): ChatItem => ({
  Id,
  AbsoluteTime: new Date(START_MS + atMs).toISOString(),
  Type: "MESSAGE",
  ContentType: "text/plain",
  ContactId: "contact-1",
  ...more,
});

/** A transcript and the way to read it, page by page, as the service does; the newest item is the last. */
export function createFakeTranscript() {
  const items: ChatItem[] = [];
  const requests: OperationInput<"GetTranscript">[] = [];
  const timeOf = (item: ChatItem | undefined) => Date.parse(item?.AbsoluteTime ?? "");
  const read = (input: OperationInput<"GetTranscript">): OperationOutput<"GetTranscript"> => {
    const { ScanDirection, NextToken, MaxResults = 10, StartPosition } = input;
    const [direction, at] = NextToken?.split(" ") ?? [ScanDirection];
    const page = (begin: number, end: number, next: number) => ({
      InitialContactId: "contact-1",
      Transcript: items.slice(Math.max(begin, 0), end),
      NextToken: next > 0 && next < items.length ? `${String(direction)} ${next}` : "",
    });
    if (direction === "BACKWARD") {
      const end = at === undefined ? items.length : Number(at);
      return page(end - MaxResults, end, end - MaxResults);
    }
    const fromMs = Date.parse(StartPosition?.AbsoluteTime ?? "");
    const begin = at === undefined ? items.findIndex((item) => timeOf(item) >= fromMs) : Number(at);
    if (begin < 0) return page(0, 0, 0);
    return page(begin, begin + MaxResults, begin + MaxResults);
  };
  const transcript = {
    items,
    requests,
    /** Called before each answer: throw or reject to fail it. */
    before: (_input: OperationInput<"GetTranscript">): unknown => undefined,
    read: async (input: OperationInput<"GetTranscript">) => {
      requests.push(input);
      await transcript.before(input);
      return read(input);
    },
  };
  return transcript;
}
