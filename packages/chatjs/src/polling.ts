/**
 * A chat where no WebSocket opens; see [the guide](../../../docs/guides/polling.md).
 * @module amazon-connect-chatjs/polling
 */
export { polling } from "./parts/polling/polling.js";
export type { Polling, PollingOptions, SessionPolling } from "./parts/polling/polling.js";
export type { OnChange } from "./session/observedValue.js";
export type { SessionPart } from "./session/parts.js";
