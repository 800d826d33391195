import { eventContentType } from "@amazon-connect-chat/protocol";

/** Tells the others that somebody types here. The session lets few of these out; that one did not go is nobody's concern. */
export function notifyTyping(
  session: { sendEvent(args: { readonly contentType: string }): Promise<unknown> } | undefined,
): void {
  void session?.sendEvent({ contentType: eventContentType("typing") }).catch(() => undefined);
}
