/**
 * Several tabs of one chat on one socket; see [the guide](../../../docs/guides/tabs.md).
 * @module amazon-connect-chatjs/tabs
 */
export { tabs } from "./parts/tabs/tabs.js";
export type { SessionTabs, TabsOptions, TabsState, WithTabs } from "./parts/tabs/tabs.js";
export type { OnChange } from "./session/observedValue.js";
export type { SessionPart } from "./session/parts.js";
