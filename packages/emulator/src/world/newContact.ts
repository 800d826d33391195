import type { Contact, InitialMessage } from "./contact.js";

/** What a chat is started with. */
export interface ChatRequest {
  readonly displayName: string;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly initialMessage?: InitialMessage | undefined;
  /** @defaultValue ["text/plain"] */
  readonly supportedContentTypes?: readonly string[] | undefined;
  /** Minutes from the start to the end, waiting included. @defaultValue 1500 */
  readonly durationMinutes?: number | undefined;
  /** A repeat with the same token gives the first chat. */
  readonly clientToken?: string | undefined;
}

/** A contact whose customer has not come yet. */
export function newContact(
  request: ChatRequest,
  given: { readonly contactId: string; readonly customerId: string; readonly createdAtMs: number },
): Contact {
  return {
    contactId: given.contactId,
    initialContactId: given.contactId,
    laterContactIds: [],
    state: "CREATED",
    customerName: request.displayName,
    attributes: request.attributes ?? {},
    supportedContentTypes: request.supportedContentTypes ?? ["text/plain"],
    initialMessage: request.initialMessage,
    createdAtMs: given.createdAtMs,
    durationMs: (request.durationMinutes ?? 1_500) * 60_000,
    participants: [
      {
        participantId: given.customerId,
        role: "CUSTOMER",
        displayName: request.displayName,
        state: "INVITED",
      },
    ],
  };
}
