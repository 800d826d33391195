/** A running timer; calling it twice, or after it fired, does nothing. */
export type CancelTimer = () => void;

/** What the library needs of a socket: the browser's `WebSocket` satisfies it. */
export interface PlatformSocket {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

export interface SocketListeners {
  opened(): void;
  closed(closing: { readonly code: number; readonly reason: string; readonly wasClean: boolean }): void;
  /** Text as a string; anything else as it came. */
  received(data: unknown): void;
}

export interface PlatformResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  blob(): Promise<Blob>;
}

export interface PlatformRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Goes on when the page is closed meanwhile. @defaultValue false */
  readonly keepalive?: boolean | undefined;
  /** Fails where the answer leads elsewhere. @defaultValue it is followed */
  readonly redirect?: "error" | undefined;
}

/** A file that goes to a URL by PUT. */
export interface PlatformUpload {
  readonly headers: Readonly<Record<string, string>>;
  /** A Blob, or what else `fetch` takes in this place: React Native's `{uri, name, type}`. */
  readonly body: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Called as bytes go out, where the world can tell. */
  readonly onProgress?: ((loadedBytes: number) => void) | undefined;
}

/** Where the lines of the default logger go. */
export type PlatformConsole = Readonly<
  Record<"debug" | "info" | "warn" | "error" | "log", (line: string) => void>
>;

/**
 * Everything the library takes from the world. `browserPlatform` reads the globals of the page, of Node or of React Native
 * when they are first used; a simulation passes its own clock, network and randomness.
 */
export interface Platform {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Uniform in [0, 1). */
  random(): number;
  /** A random version-4 UUID. */
  uuid(): string;
  /** @param mayShare it may come up to half a second early, together with others: a page then wakes up once for all of them */
  setTimer(callback: () => void, delayMs: number, mayShare?: boolean): CancelTimer;
  /** Runs `task` in a task of its own, in order of calls, also where timers are throttled. */
  queueTask(task: () => void): void;
  fetch(url: string, request: PlatformRequest): Promise<PlatformResponse>;
  upload(url: string, upload: PlatformUpload): Promise<Pick<PlatformResponse, "status" | "text">>;
  /** Opens a socket. Throws where the URL is refused, and a ReferenceError where no WebSocket exists. */
  openSocket(url: string, listeners: SocketListeners): PlatformSocket;
  /** Calls back on each change of connectivity. Returns the way to stop. */
  onOnlineChange(listener: (online: boolean) => void): () => void;
  /** Calls back when the page becomes visible or hidden, and when it is left. Returns the way to stop. */
  onVisibilityChange(listener: (visible: boolean) => void): () => void;
  /** The page's globals, for what other scripts leave there: `csm`, and amazon-connect-streams' part of `connect`. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** The console of the place; undefined where there is none. */
  readonly console: PlatformConsole | undefined;
  /** Where an error goes that nobody else takes. */
  reportError(error: unknown): void;
}
