import type { Upload } from "../attachments/uploads.js";
import type { SignInOutcome } from "../signIn/signInSteps.js";
import type { MessageContent } from "./itemContent.js";

/** Begins a day. */
export interface DayRow {
  readonly kind: "day";
  readonly key: string;
  readonly atMs: number;
}
/** Begins a contact that the chat goes on from, or the chat itself after those. */
export interface SegmentRow {
  readonly kind: "segment";
  readonly key: string;
  readonly atMs: number;
  readonly text: string;
}
/** Something happened in the chat. */
export interface NoticeRow {
  readonly kind: "notice";
  readonly key: string;
  readonly id: string;
  readonly role: string;
  readonly atMs: number;
  readonly text: string;
}
/** The customer is asked to sign in. */
export interface SignInRow {
  readonly kind: "signIn";
  readonly key: string;
  readonly atMs: number;
  readonly sessionId: string;
  /** Undefined while it is waited for. */
  readonly outcome: SignInOutcome | undefined;
}
export interface MessageRow {
  readonly kind: "message";
  readonly key: string;
  /** Absent until the service has stored the message. */
  readonly id?: string;
  readonly side: "own" | "other" | "system";
  readonly role: string;
  readonly name: string;
  readonly content: MessageContent | { readonly as: "upload"; readonly upload: Upload };
  readonly atMs: number;
  readonly status: "sent" | "sending" | "failed" | "delivered" | "read";
  readonly reason?: string | undefined;
  /** More of it is to come. */
  readonly isGrowing: boolean;
  /** What becomes of it, when it is a question. */
  readonly question: "open" | "answered" | "closed";
  /** First of several by the same sender within a few minutes. */
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
}
export type TranscriptRow = DayRow | SegmentRow | NoticeRow | SignInRow | MessageRow;
