import type { BrowserContext, Route } from "@playwright/test";
import { emulatedUrl } from "../emulatedUrl.js";
import type { EmulatedUrls } from "../emulatedUrl.js";

async function answer(route: Route, url: string): Promise<void> {
  try {
    await route.fulfill({ response: await route.fetch({ url, timeout: 0, maxRedirects: 0 }) });
  } catch {
    // Cut by a fault, or the page has gone.
    await route.abort("connectionfailed").catch(() => undefined);
  }
}

/** Lets an emulator answer what pages ask of the service, and of their backend for a chat. What they ask of it by its own URL they get directly. */
export const routeToEmulator = (
  context: BrowserContext,
  emulatorUrl: string,
  urls: EmulatedUrls,
): Promise<unknown> =>
  context.route(
    (url) => url.origin !== emulatorUrl && emulatedUrl(url, urls) !== undefined,
    (route) => {
      const url = emulatedUrl(new URL(route.request().url()), urls);
      return url ? answer(route, emulatorUrl + url.pathname + url.search) : route.fallback();
    },
  );
