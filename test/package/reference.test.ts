import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { repository, sources } from "../support/sources.js";
import { runCommand } from "./runningCommand.js";

test("npm run docs makes the reference without a warning, serves it with the guides, and stops on Ctrl-C", async () => {
  const running = runCommand(process.execPath, ["scripts/docs.mjs", "--port", "0"], repository);
  try {
    const url = await running.printed(/http:\S+\//);
    expect(running.output()).not.toMatch(/warning|error/);
    const statusOf = async (path: string) => (await fetch(url + path)).status;
    expect(await statusOf("")).toBe(200);
    expect(await statusOf("interfaces/amazon-connect-chatjs.CustomerChatSession.html")).toBe(200);
    expect(await statusOf("documents/Troubleshooting.html")).toBe(200);
    expect(await statusOf("emulator/")).toBe(200);
    expect(await statusOf("emulator/interfaces/amazon-connect-chat-emulator.RunningEmulator.html")).toBe(200);
    expect(
      await statusOf(
        "emulator/functions/amazon-connect-chat-emulator_start-chat.createStartChatHandler.html",
      ),
    ).toBe(200);
    expect(await statusOf("..%2f..%2fpackage.json")).toBe(404);
    expect(await running.interrupt()).toBe(0);
  } finally {
    running.kill();
  }
});

/** What the examples of the reference have around them. */
const AROUND = `
  import { ChatError, ChatSession, WebSocketManager } from "amazon-connect-chatjs";
  import type { ChatDetailsInput, CustomerChatSession } from "amazon-connect-chatjs";
  import { asyncSession } from "amazon-connect-chatjs/async";
  import { connection, participants } from "amazon-connect-chatjs/connection";
  import { diagnose, toLine } from "amazon-connect-chatjs/doctor";
  import { downscale, files } from "amazon-connect-chatjs/files";
  import { history } from "amazon-connect-chatjs/history";
  import { useAnnouncer, useChatSession, useComposer, useConnection, useCountdown } from "amazon-connect-chatjs/react";
  import { useMessages, useReadReceipts, useTranscript } from "amazon-connect-chatjs/react";
  import { reading } from "amazon-connect-chatjs/reading";
  import { createCustomerSession } from "amazon-connect-chatjs/session";
  import type { AddedBy } from "amazon-connect-chatjs/session";
  declare const session: CustomerChatSession &
    AddedBy<[typeof asyncSession, typeof connection, typeof participants, typeof history, typeof reading]>;
  declare const chatDetails: ChatDetailsInput;
  declare const startChat: () => Promise<ChatDetailsInput>;
  declare const answer: HTMLElement;
  declare const file: File;
`;

/** The code of an `@example`, without the stars before it. */
const examples = sources.flatMap((text) =>
  Array.from(text.matchAll(/@example\n *\* ```tsx?\n([\s\S]*?)\n *\* ```/g), ([, code = ""]) =>
    code.replace(/^ *\* ?/gm, ""),
  ),
);

test("each example of the sources compiles", () => {
  const name = join(repository, "test/package/examplesOfTheSources.tsx");
  const text = `${AROUND}\n${examples.map((code, index) => `export async function example${index}() {\n${code}\n}`).join("\n")}`;
  const { config } = ts.readConfigFile(join(repository, "tsconfig.base.json"), (path) =>
    ts.sys.readFile(path),
  ) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, repository);
  const used = { ...options, noUnusedLocals: false, jsx: ts.JsxEmit.ReactJSX };
  const host = ts.createCompilerHost(used);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => path === name || fileExists(path);
  host.readFile = (path) => (path === name ? text : readFile(path));
  const program = ts.createProgram([name], used, host);
  const complaints = ts
    .getPreEmitDiagnostics(program, program.getSourceFile(name))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  expect(examples.length).toBeGreaterThan(10);
  expect(complaints).toEqual([]);
});

test("no example stands where the one above does not look", () => {
  const tags = sources.flatMap((text) => text.match(/@example/g) ?? []);
  expect(tags).toHaveLength(examples.length);
});
