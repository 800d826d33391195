import { readRequestBody } from "../requestBody.js";
import type { AnswerRequest } from "./hostRequest.js";

/** For servers whose handlers take a Request and give a Response. */
export const createFetchHost =
  (answerRequest: AnswerRequest) =>
  async (request: Request): Promise<Response> => {
    const { status, headers, body } = await answerRequest({
      method: request.method,
      headers: request.headers,
      host: request.headers.get("host") ?? new URL(request.url).host,
      readBody: (maxSizeBytes) => readRequestBody(request, maxSizeBytes),
    });
    return new Response(body === "" ? null : body, { status, headers });
  };
