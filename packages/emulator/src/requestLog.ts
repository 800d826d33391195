import type { CallName } from "./faults/faultRule.js";
import type { KeptLog } from "./keptLog.js";

/** An operation call, without tokens and content. */
export interface RequestRecord {
  /** `StartChatContact` for the proxy too, `PutObject` and `GetObject` for the bytes of attachments. */
  readonly operation: CallName;
  readonly method: string;
  /** As the route spells it. */
  readonly path: string;
  /** 0 when a fault left it without an answer. */
  readonly status: number;
  /** ISO-8601 UTC. */
  readonly at: string;
}

/** The status of a request that got no answer. */
export const noStatus = 0;

/** The latest operation calls. */
export type RequestLog = KeptLog<RequestRecord>;
