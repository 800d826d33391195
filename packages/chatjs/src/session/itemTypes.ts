import type {
  Attachment,
  ChatItem,
  EventType,
  MessageContentType,
  MessageMetadata,
  Receipt,
} from "@amazon-connect-chat/protocol";
import type { EventTable, SubscribeMethod } from "./eventNames.js";

/** An item that a handler gets. */
interface HeardItem extends ChatItem {
  readonly AbsoluteTime: string;
  /** Empty, as the time, where the service does not tell how a chat has ended. */
  readonly Id: string;
  readonly Attachments?: readonly Required<Attachment>[];
}

/** What somebody wrote, in a chat's or an interactive message's format; `Content` is its text, JSON where `ContentType` says so. */
export interface ChatMessageItem extends HeardItem {
  readonly Type: "MESSAGE";
  readonly ContentType: MessageContentType;
  readonly Content: string;
}

/** Files that were sent. It comes again when the `Status` of one changes. */
export interface ChatAttachmentItem extends HeardItem {
  readonly Type: "ATTACHMENT";
  readonly ContentType?: never;
  readonly Attachments: readonly Required<Attachment>[];
}

/** Something that happened in the chat. */
export interface ChatEventItem<Name extends EventType = EventType> extends HeardItem {
  readonly Type: "EVENT";
  readonly ContentType: `application/vnd.amazonaws.connect.event.${Name}`;
}

/** Who has got or read a message. */
export interface ChatReceiptItem extends HeardItem {
  readonly Type: "MESSAGEMETADATA";
  readonly MessageMetadata: MessageMetadata & {
    readonly MessageId: string;
    readonly Receipts: readonly Receipt[];
  };
}

type RaisedBy<Row> = Row extends readonly [string, EventType] ? Row[1] : never;
type OtherEvent = Exclude<
  EventType,
  RaisedBy<EventTable[SubscribeMethod]> | "message.read" | "message.delivered" | "message.metadata"
>;

interface SpecialItems {
  /** Messages, attachments, and events that have no method of their own: joined, left, transferred, ended and the like. */
  onMessage: ChatMessageItem | ChatAttachmentItem | ChatEventItem<OtherEvent>;
  onReadReceipt: ChatReceiptItem;
  onDeliveredReceipt: ChatReceiptItem;
  /** `Content` is a JSON text with the `SessionId` that getAuthenticationUrl takes. */
  onAuthenticationInitiated: ChatEventItem<"authentication.initiated"> & { readonly Content: string };
  onParticipantDisplayNameUpdated: ChatEventItem<"participant.displayname.updated"> & {
    readonly DisplayName: string;
  };
}

type MethodOf<Method> = Method extends SubscribeMethod
  ? RaisedBy<EventTable[Method]> extends never
    ? never
    : Method
  : never;
/** The methods whose handlers get an item. */
export type ItemMethod = keyof SpecialItems | MethodOf<SubscribeMethod>;

/**
 * The item that a method's handlers get: a union whose members `Type` and `ContentType` tell apart. It names what the service
 * documents; the service may add content types, so that a `default` branch is wise.
 */
export type ItemOf<Method extends ItemMethod> = Method extends keyof SpecialItems
  ? SpecialItems[Method]
  : ChatEventItem<RaisedBy<EventTable[Method]>>;
