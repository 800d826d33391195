import type { ChatError } from "../../errors.js";
import type { OnChange } from "../../session/observedValue.js";
import type {
  MetadataOption,
  SendAttachmentArgs,
  SendEventArgs,
  SendMessageArgs,
} from "../../session/callTypes.js";

/** What an entry is to send. */
export type OutboxContent =
  | { readonly kind: "message"; readonly message: string; readonly contentType: string }
  | { readonly kind: "event"; readonly contentType: string; readonly content?: string | undefined }
  | {
      readonly kind: "attachment";
      readonly name: string;
      /** MIME type. */
      readonly type: string;
      /** In bytes. */
      readonly size: number;
    };

/**
 * Where an entry is:
 *
 * - `waiting`: for those before it, for a connection, or for the next try
 * - `sending`: its request is under way
 * - `sent`: the service has it
 * - `failed`: the service refused it, or it cannot be sent any more; nothing happens before `retry` or `discard`
 */
export type OutboxState =
  | { readonly state: "waiting" | "sending" }
  | {
      readonly state: "sent";
      /** The `Id` of the message or event, or the id of the attachment, where the service named one. */
      readonly resultId?: string | undefined;
    }
  | { readonly state: "failed"; readonly error: ChatError };

/** Something that was given to the outbox, as it is at one moment. Never changed: a change makes a new one. */
export type OutboxEntry = OutboxContent &
  OutboxState & {
    readonly id: string;
    /** When it was given to the outbox, ISO-8601 UTC. */
    readonly createdAt: string;
    /** How often it was tried, since the page was loaded. */
    readonly attempts: number;
    /** As it was given with the call; null when there was none, and after a reload. */
    readonly metadata: unknown;
  };

/** An entry that the service has. */
export type SentEntry = OutboxEntry & { readonly state: "sent" };

/** What a page gets for something that it gave to the outbox. No promise of it needs to be waited for, or caught. */
export interface OutboxTicket {
  /** The id of the entry. */
  readonly id: string;
  /** Resolves with whether the entry survives a reload from now on: false without a storage, and when that refuses. */
  readonly stored: Promise<boolean>;
  /**
   * Resolves with the entry once the service has it, however long that takes. Rejects when the entry has failed, and with
   * `ABORTED` when it was discarded.
   */
  readonly sent: Promise<SentEntry>;
}

/** Where entries survive a reload: `sessionStorage`, `localStorage`, or one that answers with promises, as AsyncStorage does. */
export interface OutboxStorage {
  getItem(key: string): string | null | undefined | PromiseLike<string | null | undefined>;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}

/** A storage, or a function that gives it: where a browser forbids storage, `sessionStorage` itself throws. */
export type OutboxStorageSource = OutboxStorage | (() => OutboxStorage);

/** Where files survive a reload. Web Storage takes none; IndexedDB does. */
export interface OutboxFileStorage {
  /** The file, or a promise of it; anything that is no object when there is none. */
  getItem(key: string): unknown;
  setItem(key: string, file: Blob): unknown;
  removeItem(key: string): unknown;
}

/** Where entries are kept. */
export interface OutboxOptions {
  /** Of texts. Nothing else is told of a storage that fails than `stored`. @defaultValue none: entries live as long as the page */
  readonly storage?: OutboxStorageSource | undefined;
  /** For the bytes of attachments. @defaultValue none: an attachment that was not uploaded before a reload fails after it */
  readonly fileStorage?: OutboxFileStorage | undefined;
  /** What keys in both begin with; the ids of contact and participant follow. @defaultValue `"amazon-connect-chatjs/outbox"` */
  readonly keyPrefix?: string | undefined;
}

/** Sends what it is given in order, each thing once, also when that takes several tries, an outage, or a reload. */
export interface Outbox {
  /**
   * All that is not sent yet, or has failed, and the latest hundred messages and attachments that were sent, in the order in
   * which they came to the outbox. The same array until something changes.
   */
  readonly entries: readonly OutboxEntry[];
  /** Calls back in a task of its own when `entries` has changed, once for what changes together. */
  readonly onChange: OnChange<readonly OutboxEntry[]>;
  /**
   * Takes a message. It goes out when those before it have.
   * @throws IllegalArgumentError as `sendMessage` of the session does
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendMessage.html
   */
  sendMessage(args: SendMessageArgs & MetadataOption<unknown>): OutboxTicket;
  /**
   * Takes an event. It goes out when the events before it have; no message waits for it. Typing goes out at once or not at all,
   * and has no entry.
   * @throws IllegalArgumentError as `sendEvent` of the session does
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendEvent.html
   */
  sendEvent(args: SendEventArgs & MetadataOption<unknown>): OutboxTicket;
  /**
   * Takes a file. It goes out in one order with the messages.
   * @throws IllegalArgumentError when `attachment` is not an object, or the session cannot send any
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_StartAttachmentUpload.html
   */
  sendAttachment(args: SendAttachmentArgs & MetadataOption<unknown>): OutboxTicket;
  /**
   * Tries a failed entry again, as the last one, and one that waits for its next try at once.
   * @throws IllegalArgumentError when no unsent entry has this id
   */
  retry(id: string): OutboxTicket;
  /** Forgets an entry. One that is being sent may arrive nevertheless. Returns whether there was such an entry. */
  discard(id: string): boolean;
  /**
   * Sends nothing any more, and stores nothing: for a session that is not used any longer. What is stored stays, and what waits
   * neither goes out nor fails. `close()` of the part `asyncSession` does it too.
   */
  stop(): void;
}

/** What the part adds to a session. */
export interface WithOutbox {
  readonly outbox: Outbox;
}
