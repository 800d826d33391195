import type { Page } from "playwright-core";

/** Makes the page's browser one that forbids storage from the next load on: it throws when somebody looks at it. */
export const forbidStorage = (page: Page): Promise<unknown> =>
  page.addInitScript(() =>
    Object.defineProperty(globalThis, "sessionStorage", {
      get() {
        throw new DOMException("Access is denied for this document", "SecurityError");
      },
    }),
  );
