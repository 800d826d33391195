import { onAbort } from "./abort.js";
import type { Platform } from "./platform.js";

const TICK_MS = 30_000;
/** A proxy may hold back what has left the page; so much of it, at least, it hands on in a tick. */
const BYTES_PER_TICK = 2e6;

/** `fetch` tells nothing of how far an upload has got, so who wants to know takes the older way, where there is one. */
export const uploadInBrowser: Platform["upload"] = (url, { headers, body, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    if (!onProgress || signal?.aborted || typeof XMLHttpRequest === "undefined") {
      resolve(fetch(url, { method: "PUT", headers, body: body as Blob, signal }));
      return;
    }
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers))
      // The browser's own; naming it is an error on the console.
      if (!/^content-length$/i.test(name)) request.setRequestHeader(name, value);
    let watch: ReturnType<typeof setInterval> | undefined;
    // Behind a service worker none of it comes: silence says nothing then.
    request.upload.onprogress = ({ loaded }) => {
      clearInterval(watch);
      // Not one long timer: that would be over as soon as the device wakes up.
      let ticks = 1 + loaded / BYTES_PER_TICK;
      watch = setInterval(() => {
        if (--ticks < 0) request.abort();
      }, TICK_MS);
      onProgress(loaded);
    };
    const stop = onAbort(signal, () => request.abort());
    request.onloadend = () => {
      stop();
      clearInterval(watch);
      const { status, responseText } = request;
      if (status) resolve({ status, text: () => Promise.resolve(responseText) });
      else reject(new TypeError("Failed to upload"));
    };
    request.send(body as Blob);
  });
