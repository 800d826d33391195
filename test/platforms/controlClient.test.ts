import { existsSync, readdirSync, readFileSync } from "node:fs";
import { startEmulator } from "amazon-connect-chat-emulator";
import type * as Client from "amazon-connect-chat-emulator/client";
import { expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";

const dist = new URL("../../packages/emulator/dist/", import.meta.url);

/** The built client with what it imports, and a page that shows it to scripts. */
function documents(): Record<string, string> {
  if (!existsSync(new URL("client.js", dist)))
    throw new Error("unable to load the client; it is not built. Run `npm run build`");
  const client = readFileSync(new URL("client.js", dist), "utf8");
  const chunks = readdirSync(dist).filter((name) => client.includes(`"./${name}"`));
  return {
    "/": `<!doctype html><script type="module" src="/page.js"></script>`,
    "/page.js": `import * as client from "/client.js"; globalThis.client = client;`,
    "/client.js": client,
    ...Object.fromEntries(
      chunks.map((name) => [`/${name}`, readFileSync(new URL(name, dist), "utf8")] as const),
    ),
  };
}

test("in a page of another origin, under a strict policy, the client starts, watches and ends a chat", async () => {
  const emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
  const origin = await serveOrigin(
    documents(),
    `default-src 'none'; script-src 'self'; connect-src ${emulator.url}`,
  );
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const complaints = complaintsOf(page);
    await page.goto(origin.url("/"), { waitUntil: "load" });
    const seen = await page.evaluate(async (url) => {
      const { createControlClient, ControlError } = (globalThis as unknown as { client: typeof Client })
        .client;
      const control = createControlClient(url);
      const states: string[] = [];
      let isOver = () => {};
      const over = new Promise<void>((resolve) => (isOver = resolve));
      const stop = await control.watchContacts(({ state }) => {
        states.push(state);
        if (state === "ENDED") isOver();
      });
      const { contactId } = await control.startChat({ displayName: "Avery" });
      await control.end(contactId);
      await over;
      stop();
      const { faultId } = await control.injectFault({ kind: "dropFrames" });
      await control.clearFault(faultId);
      const refusal: unknown = await control.end(contactId).catch((error: unknown) => error);
      return [...states, refusal instanceof ControlError && refusal.code];
    }, emulator.url);
    expect(seen).toEqual(["CREATED", "ENDED", "Conflict"]);
    // The browser tells of each answer that is no success.
    expect(complaints.filter((text) => !text.includes("409"))).toEqual([]);
  } finally {
    await browser.close();
    await origin.close();
    await emulator.close();
  }
});
