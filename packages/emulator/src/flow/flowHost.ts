/** What a contact flow can do. */
export interface FlowHost {
  readonly contactId: string;
  /** What the chat was started with. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Calls back once after `delayMs`, unless the flow is stopped before. */
  setTimer(delayMs: number, callback: () => void): void;
  /** Sends a prompt. */
  say(content: string): void;
  /** Puts the contact into the queue. */
  queue(): void;
}

/** A contact flow: called when the customer has connected. */
export type RunFlow = (host: FlowHost) => void;
