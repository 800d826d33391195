/**
 * Loops over a session's events and over the text of bots, signals for every call, and `close()`; see
 * [the guide](../../../docs/guides/async.md).
 * @module amazon-connect-chatjs/async
 */
export { asyncSession } from "./parts/async/asyncSession.js";
export type { AsyncDisposal, AsyncSession, AsyncSessionMethods } from "./parts/async/asyncSession.js";
export type { EventsOptions, SessionEvent, UsualEventName } from "./parts/async/eventLoop.js";
export type { StreamedText } from "./parts/async/growingText.js";
export type { LoopOptions } from "./parts/async/loop.js";
export type { TextDelta } from "./parts/async/textDelta.js";
