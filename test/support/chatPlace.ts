import type { BrowserContext, Page } from "playwright-core";
import { releaseAll } from "./sessionScripts.js";

/** Where chat scripts run: a page, or this process. What they keep is on `globalThis` there. */
export interface ChatPlace {
  /** Runs a function that refers to nothing outside itself. */
  run<Argument, Result>(
    script: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  /** Uncaught errors, and errors on the console. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A place that is a page. */
export interface ChatPage extends ChatPlace {
  readonly page: Page;
  /** Frames that the page sent, one list for each socket, in order of opening. */
  readonly sentFrames: readonly (readonly string[])[];
}

export async function openChatPage(context: BrowserContext, url: string): Promise<ChatPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  const sentFrames: string[][] = [];
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("websocket", (socket) => {
    const frames: string[] = [];
    sentFrames.push(frames);
    socket.on("framesent", ({ payload }) => frames.push(payload.toString()));
  });
  await page.goto(url, { waitUntil: "load" });
  return {
    page,
    complaints,
    sentFrames,
    run: (script, argument) => page.evaluate(script as never, argument as never),
    close: () => page.close(),
  };
}

/** This process, once the library was imported into it; errors that nobody caught are the test runner's to report. */
export const thisProcess: ChatPlace = {
  run: async (script, argument) => script(argument),
  complaints: [],
  close() {
    releaseAll();
    return Promise.resolve();
  },
};
