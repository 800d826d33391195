import type { BrowserContext, FrameLocator } from "playwright-core";
import type { Build, DesktopServer } from "./desktopServer.js";
import { allEvents, callSession, callStreams, findEvent, startDesk } from "./deskScripts.js";
import type { DeskEvent, SessionSource } from "./deskScripts.js";

/** The longest that anything takes on a busy machine. */

/** An agent's desktop in a page. */
export interface Desk {
  /** Uncaught errors. */
  readonly complaints: readonly string[];
  events(): Promise<readonly DeskEvent[]>;
  /** Names of a contact's events, in order. */
  story(contactId: string): Promise<readonly string[]>;
  /** What was said in a chat, as the session's handlers heard it. */
  heard(contactId: string): Promise<readonly string[]>;
  /** Waits for the nth event of this name. */
  wait(contactId: string, name: string, more?: { nth?: number; content?: string }): Promise<DeskEvent>;
  /** Waits until a message is heard. */
  hear(contactId: string, content: string): Promise<DeskEvent>;
  streams(call: Parameters<typeof callStreams>[0]): Promise<any>;
  session(contactId: string, method: string, ...args: readonly unknown[]): Promise<any>;
  /** Accepts the chat and waits for its session. */
  accept(contactId: string): Promise<void>;
  say(contactId: string, text: string): Promise<void>;
  transcript(contactId: string): Promise<readonly string[]>;
  /** Loads the page anew, and starts the desk in it. */
  reload(): Promise<void>;
  /** The CCP inside of the page. */
  ccp(): FrameLocator;
  close(): Promise<void>;
}

export interface DeskPlace {
  readonly context: BrowserContext;
  readonly server: DesktopServer;
}

/** Opens a page that loads Streams and the library, and starts a desk in it. */
export async function openDesk(
  { context, server }: DeskPlace,
  build: Build,
  given: { readonly ccpUrl: string; readonly endpoint: string; readonly source?: SessionSource },
): Promise<Desk> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  const start = () => page.evaluate(startDesk, { source: "media", ...given } as const);
  await page.goto(server.urlOf(build), { waitUntil: "load" });
  await start();

  const events = () => page.evaluate(allEvents);
  const wait: Desk["wait"] = async (contactId, name, { nth = 1, content } = {}) => {
    const wanted = { contactId, name, nth, ...(content !== undefined && { content }) };
    try {
      const found = await page.waitForFunction(findEvent, wanted, { polling: 20 });
      return (await found.jsonValue())!;
    } catch (cause) {
      const names = (await events()).map((event) =>
        `${event.name} ${event.data?.data?.Content ?? ""}`.trim(),
      );
      throw new Error(`${JSON.stringify(wanted)} did not come; these did: ${names.join(", ")}`, { cause });
    }
  };
  const streams: Desk["streams"] = (call) => page.evaluate(callStreams, call);
  const session: Desk["session"] = (contactId, method, ...args) =>
    page.evaluate(callSession, { contactId, method, args });

  return {
    complaints,
    events,
    story: async (contactId) =>
      (await events()).filter((event) => event.contactId === contactId).map(({ name }) => name),
    heard: async (contactId) =>
      (await events())
        .filter((event) => event.contactId === contactId && event.name === "session.onMessage")
        .map(({ data }) => data.data)
        .filter(({ Type }) => Type === "MESSAGE")
        .map(({ Content }) => Content as string),
    wait,
    hear: (contactId, content) => wait(contactId, "session.onMessage", { content }),
    streams,
    session,
    async accept(contactId) {
      await wait(contactId, "contact");
      await streams({ on: "contact", contactId, method: "accept" });
      await wait(contactId, "session.onConnectionEstablished");
    },
    async say(contactId, text) {
      await session(contactId, "sendMessage", { contentType: "text/plain", message: text });
    },
    async transcript(contactId) {
      const { data } = await session(contactId, "getTranscript", {
        scanDirection: "BACKWARD",
        sortOrder: "ASCENDING",
        maxResults: 100,
      });
      return (data.Transcript as readonly any[])
        .filter(({ Type }) => Type === "MESSAGE")
        .map(({ Content }) => Content as string);
    },
    async reload() {
      await page.reload({ waitUntil: "load" });
      await start();
    },
    ccp: () => page.frameLocator("iframe"),
    close: () => page.close(),
  };
}
