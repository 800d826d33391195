import { onAbort } from "./abort.js";
import type { Platform } from "./platform.js";

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
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    const stop = onAbort(signal, () => request.abort());
    request.onloadend = () => {
      stop();
      const { status, responseText } = request;
      if (status) resolve({ status, text: () => Promise.resolve(responseText) });
      else reject(new TypeError("Failed to upload"));
    };
    request.send(body as Blob);
  });
