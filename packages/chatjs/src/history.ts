/**
 * The transcript page by page, with search and export; see [the guide](../../../docs/guides/history.md).
 * @module amazon-connect-chatjs/history
 */
export { history } from "./parts/history/history.js";
export type { WithHistory } from "./parts/history/history.js";
export { exportTranscript } from "./parts/history/exportTranscript.js";
export type { ExportOptions, TranscriptFormat } from "./parts/history/exportTranscript.js";
export type { SearchQuery } from "./parts/history/search.js";
export type { TranscriptSegment } from "./parts/history/segments.js";
export type { LoadOptions, SessionTranscript, TranscriptState } from "./parts/history/transcriptPages.js";
export type { OnChange } from "./session/observedValue.js";
export type { SessionPart } from "./session/parts.js";
export type { MessageStatus, TranscriptItem } from "./transcript/transcriptStore.js";
export type { ChatTranscriptUpdatedEvent, Subscribe } from "./session/eventTypes.js";
