/** For a service worker beside a page that the emulator is in. */
export { forwardRequests } from "./serviceWorker/forwardRequests.js";
export type { WorkerClient, WorkerFetchEvent, WorkerScope } from "./serviceWorker/forwardRequests.js";
export type { EmulatedUrls } from "./emulatedUrl.js";
