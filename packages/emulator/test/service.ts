import { OPERATIONS } from "@amazon-connect-chat/protocol";
import type { OperationInput, OperationName, OperationOutput } from "@amazon-connect-chat/protocol";

/** An answer of the service. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Anything that answers requests: a running emulator, or an application without a port. */
export type Fetch = (path: string, init?: RequestInit) => Response | Promise<Response>;

/** Calls an operation with any body; a string goes out as it is. */
export async function callRaw(
  send: Fetch,
  name: OperationName,
  token: string | undefined,
  body: unknown,
): Promise<Answer> {
  const { method, path } = OPERATIONS[name];
  const { ViewToken: viewToken = "vt" } = Object(body) as { readonly ViewToken?: string };
  const response = await send(path.replace("{ViewToken}", encodeURIComponent(viewToken)), {
    method,
    headers: { "Content-Type": "application/json", ...(token !== undefined && { "X-Amz-Bearer": token }) },
    body: method === "GET" ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as unknown };
}

/** Calls an operation that must succeed. */
export async function call<Name extends OperationName>(
  send: Fetch,
  name: Name,
  token: string,
  input: OperationInput<Name>,
): Promise<OperationOutput<Name>> {
  const { status, body } = await callRaw(send, name, token, input);
  if (status !== 200) throw new Error(`${name} answered ${status} ${JSON.stringify(body)}`);
  return body as OperationOutput<Name>;
}

export const fetchFrom =
  (url: string): Fetch =>
  (path, init) =>
    fetch(url + path, init);
