/**
 * Which messages are read: receipts for what is seen, and how many wait; see [the guide](../../../docs/guides/reading.md).
 * @module amazon-connect-chatjs/reading
 */
export { reading } from "./parts/reading/reading.js";
export type { AutoReadReceiptsOptions } from "./parts/reading/autoReadReceipts.js";
export type { Unread } from "./parts/reading/readLedger.js";
export type { ReadingMethods } from "./parts/reading/reading.js";
