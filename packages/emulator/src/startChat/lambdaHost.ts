import type { AnswerRequest } from "./hostRequest.js";

/** What is used of the event of an API Gateway HTTP API (payload format 2.0), or of a function URL. */
export interface LambdaEvent {
  readonly requestContext: { readonly http: { readonly method: string } };
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly cookies?: readonly string[] | undefined;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
}

/** What API Gateway makes an answer of. */
export interface LambdaAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const encoder = new TextEncoder();
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** What is no Latin letter has been decoded, and Headers takes bytes alone: a page may have such a cookie. */
const headerValue = (text: string) =>
  /[^\0-\xff]/.test(text) ? String.fromCharCode(...encoder.encode(text)) : text;

/** For AWS Lambda, behind API Gateway or a function URL. */
export const createLambdaHost =
  (answerRequest: AnswerRequest) =>
  async (event: LambdaEvent): Promise<LambdaAnswer> => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(event.headers ?? {}))
      if (value !== undefined) headers.set(name, headerValue(value));
    // API Gateway takes them out of the headers.
    if (event.cookies?.length) headers.set("cookie", headerValue(event.cookies.join("; ")));
    const { status, ...answer } = await answerRequest({
      method: event.requestContext.http.method,
      headers,
      host: headers.get("host") ?? "",
      readBody(maxSizeBytes) {
        const text = event.body ?? "";
        const bytes = event.isBase64Encoded ? fromBase64(text) : encoder.encode(text);
        return Promise.resolve(bytes.length > maxSizeBytes ? undefined : new TextDecoder().decode(bytes));
      },
    });
    return { statusCode: status, ...answer };
  };
