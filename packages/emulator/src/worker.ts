/**
 * For a service worker beside a page that the emulator is in.
 * @module amazon-connect-chat-emulator/worker
 */
export { forwardRequests } from "./serviceWorker/forwardRequests.js";
export type { WorkerClient, WorkerFetchEvent, WorkerScope } from "./serviceWorker/forwardRequests.js";
export type { EmulatedUrls } from "./emulatedUrl.js";
