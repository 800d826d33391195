interface Consumer {
  /** Its folder in the project of all consumers, too. */
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A page that has a global `startChatting(endpoint)` once it is loaded. */
export interface PageConsumer extends Consumer {
  /** Arguments of Node, in the project's folder; without them the files are the page. */
  readonly build?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Folder with its index.html. */
  readonly served: string;
}

/** A program that chats with the emulator at the address in `EMULATOR`, and ends. */
export interface ProgramConsumer extends Consumer {
  /** Arguments of Node, in the project's folder. */
  readonly run: readonly string[];
  /** Part of what it prints when the chat went well. */
  readonly prints: string;
}
