import type { ChatTimers, Contact, InitialMessage, ResponseMode } from "./contact.js";
import type { PersistentChat } from "./persistentChat.js";

/** What a chat is started with. */
export interface ChatRequest {
  readonly displayName: string;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly initialMessage?: InitialMessage | undefined;
  /** Names the flow, see `flows` of the options. */
  readonly contactFlowId?: string | undefined;
  /** @defaultValue ["text/plain"] */
  readonly supportedContentTypes?: readonly string[] | undefined;
  /** Minutes from the start to the end, waiting included. @defaultValue 1500 */
  readonly durationMinutes?: number | undefined;
  /** A repeat with the same token gives the first chat. */
  readonly clientToken?: string | undefined;
  /** The past that the chat goes on from. */
  readonly persistentChat?: PersistentChat | undefined;
  /** Any other contact that this one has to do with; not together with `persistentChat`. */
  readonly relatedContactId?: string | undefined;
  /**
   * When the customer leaves, agents are taken out, and the customer goes on to the flow that comes afterwards, if there is one.
   * @defaultValue false: the chat ends
   */
  readonly disconnectsAgentsOnExit?: boolean | undefined;
  /** @defaultValue "INCREMENTAL" */
  readonly responseMode?: ResponseMode | undefined;
}

/** A contact whose customer has not come yet. */
export function newContact(
  request: ChatRequest,
  given: {
    readonly contactId: string;
    readonly customerId: string;
    readonly createdAtMs: number;
    readonly timers: ChatTimers;
    readonly outlivesCustomer?: boolean;
    readonly continuedFromContactId?: string | undefined;
  },
): Contact {
  return {
    contactId: given.contactId,
    initialContactId: given.contactId,
    laterContactIds: [],
    state: "CREATED",
    contactFlowId: request.contactFlowId,
    disconnectsAgentsOnExit: request.disconnectsAgentsOnExit ?? false,
    outlivesCustomer: given.outlivesCustomer ?? false,
    customerName: request.displayName,
    attributes: request.attributes ?? {},
    supportedContentTypes: request.supportedContentTypes ?? ["text/plain"],
    initialMessage: request.initialMessage,
    createdAtMs: given.createdAtMs,
    responseMode: request.responseMode ?? "INCREMENTAL",
    timers: given.timers,
    continuedFromContactId: given.continuedFromContactId,
    relatedContactId: request.relatedContactId,
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
