import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { Control } from "amazon-connect-chat-emulator";
import type { Blame } from "./blame.js";
import type { Journal, Seat } from "./journal.js";
import type { Page } from "./page.js";
import type { Stage } from "./stage.js";

/** A chat, its customer, and its agents by their ids. */
export interface Chat {
  readonly customer: Seat;
  readonly agents: Map<string, Seat>;
}

/** Customers, agents, their pages, and the service. */
export interface World {
  readonly stage: Stage;
  readonly control: Control;
  readonly chats: readonly Chat[];
  /** Pages that are there, in the order of opening. */
  readonly pages: readonly Page[];
  readonly journals: readonly Journal[];
  /** What left the library by a way that nobody watches. */
  readonly escapes: readonly string[];
  readonly blame: Blame;
  /** When everyone should have caught up after the network had healed. */
  calmAtMs: number;
  isChatOver(contactId: string): boolean;
  /** Infinity while it goes on. */
  endedAtMs(contactId: string): number;
  /** Whether it ended because its customer never came. */
  hasExpired(contactId: string): boolean;
  hasLeft(seat: Seat): boolean;
  transcriptOf(contactId: string): readonly ChatItem[];
  openCustomerPage(chat: Chat): void;
  /** Gives a chat to an agent, who opens a page if there is none. */
  invite(chat: Chat, agentId: string): void;
  closePage(page: Page, tells: boolean): void;
  reopen(page: Page): void;
  /** Stops the service. */
  close(): void;
}
