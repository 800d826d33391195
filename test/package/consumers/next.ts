import { chatSource, GETS } from "./chat.js";
import type { PageConsumer } from "./consumer.js";

/** A client component imports it, and so does a server component: Next.js renders both while it builds. */
export const next: PageConsumer = {
  name: "next",
  files: {
    "next.config.mjs": `
      import { dirname } from "node:path";
      export default { output: "export", turbopack: { root: dirname(import.meta.dirname) } };`,
    "app/layout.js": `
      export default function Layout({ children }) {
        return <html lang="en"><head><link rel="icon" href="data:," /></head><body>{children}</body></html>;
      }`,
    "app/page.js": `
      import { ChatJS } from "amazon-connect-chatjs";
      import { Chat } from "./chat.js";
      export default function Page() {
        return <main><p>Rendered with {ChatJS.version}</p><Chat /></main>;
      }`,
    "app/chat.js": `"use client";
      import { useEffect } from "react";
      ${GETS.import}
      ${chatSource}
      export function Chat() {
        useEffect(() => {
          globalThis.startChatting = (endpoint) => chat(create, endpoint);
        }, []);
        return <p>{typeof ChatSession.create}</p>;
      }`,
  },
  build: ["node_modules/next/dist/bin/next", "build", "next"],
  environment: { NEXT_TELEMETRY_DISABLED: "1", CI: "1" },
  served: "out",
};
