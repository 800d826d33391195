import { sizeInBytes } from "../sizeInBytes.js";
import type { AnswerRequest } from "./hostRequest.js";

/** What is used of Node's IncomingMessage, and of the requests of frameworks on it. */
export interface NodeRequest extends AsyncIterable<Uint8Array | string> {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Whether a framework has read the body already. */
  readonly readableEnded?: boolean | undefined;
  /** Then this is its text, or what was in its JSON. */
  readonly body?: unknown;
}

/** What is used of Node's ServerResponse. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body: string): unknown;
}

async function readText(request: NodeRequest, maxSizeBytes: number): Promise<string | undefined> {
  const { body } = request;
  if (request.readableEnded && body !== undefined) {
    const read = typeof body === "string" ? body : JSON.stringify(body);
    return sizeInBytes(read) > maxSizeBytes ? undefined : read;
  }
  const decoder = new TextDecoder();
  let [text, sizeBytes] = ["", 0];
  for await (const chunk of request) {
    const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
    sizeBytes += bytes.length;
    // Read on: leaving the loop would cut the connection, and with it the answer.
    if (sizeBytes <= maxSizeBytes) text += decoder.decode(bytes, { stream: true });
  }
  return sizeBytes > maxSizeBytes ? undefined : text + decoder.decode();
}

/** For `createServer` of node:http and node:http2, and frameworks that take its handlers. */
export const createNodeHost =
  (answerRequest: AnswerRequest) =>
  async (request: NodeRequest, response: NodeResponse): Promise<void> => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers))
      // HTTP/2 has method, path and host among them, under names that no header has.
      if (value !== undefined && !name.startsWith(":"))
        headers.set(name, typeof value === "string" ? value : value.join(", "));
    const answer = await answerRequest({
      method: request.method ?? "GET",
      headers,
      host: headers.get("host") ?? String(request.headers[":authority"] ?? ""),
      readBody: (maxSizeBytes) => readText(request, maxSizeBytes),
    });
    response.writeHead(answer.status, { ...answer.headers });
    response.end(answer.body);
  };
