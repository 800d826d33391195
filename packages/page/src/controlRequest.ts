/** The control API refused a request or did not answer. */
class ControlError extends Error {
  override name = "ControlError";
  readonly statusCode: number | undefined;

  constructor(message: string, statusCode?: number) {
    super(message);
    this.statusCode = statusCode;
  }
}

export interface ControlRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: readonly string[];
  /** What is to be done, for the error's message: "accept the chat". */
  readonly what: string;
  readonly body?: object;
}

/**
 * Sends requests to the control API of the emulator at `baseUrl`.
 * @returns a function that resolves with the answer, and rejects with `ControlError`
 */
export function createControlRequester(baseUrl: string): (request: ControlRequest) => Promise<never> {
  return async ({ method, path, what, body }) => {
    const url = `${baseUrl}/control/${path.map(encodeURIComponent).join("/")}`;
    const payload =
      body === undefined
        ? {}
        : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(url, { method, ...payload }).catch(() => {
      throw new ControlError(`unable to ${what}; the emulator does not answer. Is it still running?`);
    });
    const answer = (await response.json().catch(() => ({}))) as {
      readonly error?: { readonly message?: string };
    };
    if (!response.ok) {
      const reason = answer.error?.message ?? `the emulator answered ${response.status}`;
      // Most refusals are whole sentences.
      throw new ControlError(
        reason.startsWith("unable to ") ? reason : `unable to ${what}; ${reason}`,
        response.status,
      );
    }
    return answer as never;
  };
}
