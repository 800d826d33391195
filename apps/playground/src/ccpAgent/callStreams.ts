import { fieldsOf, parseJson, textOf } from "@amazon-connect-chat/page/jsonFields.js";

interface Callbacks<Answer> {
  readonly success: (...answer: Answer[]) => void;
  readonly failure: (reason: unknown) => void;
}

/** What Streams hands to a `failure` callback: a sentence, or an error of the service as JSON. */
function streamsReason(reason: unknown): string {
  const { message, type } = fieldsOf(typeof reason === "string" ? parseJson(reason) : reason);
  return textOf(message) || textOf(type) || textOf(reason) || "the control panel refused it";
}

/**
 * Calls a method of Streams, and waits for its callback.
 * @param what the thing that is done, as in "accept the chat"
 * @throws Error (rejection) that says why it could not be done.
 */
export function callStreams<Answer = void>(
  what: string,
  call: (callbacks: Callbacks<Answer>) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const failure = (reason: unknown) => reject(new Error(`unable to ${what}; ${streamsReason(reason)}`));
    call({ success: (...answer) => resolve(answer[0] as Answer), failure });
  });
}
