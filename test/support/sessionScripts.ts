/**
 * Scripts for a ChatPlace. Each is sent to a page as text, so that none may refer to anything outside itself.
 * They know the library as `globalThis.connect` only, whichever script put it there.
 */

/** An event as a handler got it. */
export interface RecordedEvent {
  readonly name: string;
  readonly event: { readonly [member: string]: any; readonly data?: any; readonly chatDetails?: any };
}

/** What came of a call. A failure is described field by field: errors lose theirs on the way out of a page. */
export interface Outcome {
  readonly kind: "returned" | "threw" | "resolved" | "rejected";
  readonly value?: any;
  readonly failure?: Failure;
}
export interface Failure {
  readonly isError: boolean;
  readonly text: string;
  readonly name?: unknown;
  readonly message?: unknown;
  readonly type?: unknown;
  readonly statusCode?: unknown;
  readonly metadata?: unknown;
  readonly errorMessage?: unknown;
  readonly data?: unknown;
  readonly connectSuccess?: unknown;
  readonly connectCalled?: unknown;
  readonly debug?: { readonly reason?: unknown; readonly type?: unknown; readonly statusCode?: unknown };
}

interface Held {
  readonly session: Record<string, (...args: readonly unknown[]) => any>;
  readonly events: RecordedEvent[];
}

/** What the scripts find in their place. */
export interface ChatScope {
  readonly connect: Record<string, any>;
  /** Sessions by key. */
  held?: Record<string, Held>;
  /** WebSocket managers by key. */
  managers?: Record<string, any>;
}

/** Creates a session, keeps it under `key`, and records all its events, but for those of the transcript store and those that 5.0.0 has not. */
export function createSession(given: {
  readonly key: string;
  readonly endpoint: string;
  readonly args: { readonly chatDetails: object; readonly type?: string; readonly [name: string]: unknown };
  /** Key of a manager in this place. */
  readonly manager?: string;
  /** Where an agent's connection token comes from; "fails" for a page that has none. */
  readonly connectionTokenUrl?: string;
  /** Events that get no handler. */
  readonly without?: readonly string[];
}): void {
  const scope = globalThis as unknown as ChatScope;
  const { ChatSession } = scope.connect;
  ChatSession.setGlobalConfig({ endpoint: given.endpoint });
  const { connectionTokenUrl: tokenUrl } = given;
  const getConnectionToken = () =>
    tokenUrl === "fails"
      ? Promise.reject(new Error("the page has no token"))
      : fetch(tokenUrl as string, { method: "POST" }).then((response) => response.json());
  const session = ChatSession.create({
    disableCSM: true,
    ...given.args,
    chatDetails: { ...given.args.chatDetails, ...(tokenUrl && { getConnectionToken }) },
    ...(given.manager && { websocketManager: scope.managers![given.manager] }),
  });
  const events: RecordedEvent[] = [];
  const skipped = ["onTranscriptUpdated", "onReconnecting", "onTranscriptGap", ...(given.without ?? [])];
  const names = new Set<string>();
  for (let layer = session; layer && layer !== Object.prototype; layer = Object.getPrototypeOf(layer))
    for (const name of Object.getOwnPropertyNames(layer)) names.add(name);
  for (const name of names)
    if (/^on[A-Z]/.test(name) && !skipped.includes(name))
      session[name]((event: RecordedEvent["event"], eventName: string) =>
        events.push({ name: eventName, event }),
      );
  (scope.held ??= {})[given.key] = { session, events };
}

/** The events that a session's handlers got so far, without the heartbeats'. */
export function eventsOf(key: string): readonly RecordedEvent[] {
  const { events } = (globalThis as unknown as ChatScope).held![key]!;
  return JSON.parse(JSON.stringify(events.filter(({ name }) => !name.startsWith("DEEP_HEARTBEAT"))));
}

/** A file to send, made in the place: by `new File`, by `new Blob`, or an object that only looks like one. */
export interface GivenFile {
  readonly kind: "File" | "Blob" | "object";
  readonly text?: string;
  readonly name?: string;
  readonly type?: string;
  readonly size?: number;
}

/** Calls a method of a session, or of its controller (`controller.subscribe`), and waits for what comes of it. */
export async function callSession(call: {
  readonly key: string;
  readonly method: string;
  readonly args?: readonly unknown[];
  /** Becomes the `attachment` of the first argument. */
  readonly file?: GivenFile;
}): Promise<Outcome> {
  const failureOf = (error: any): Failure => ({
    isError: error instanceof Error,
    text: String(error),
    name: error?.name,
    message: error?.message,
    type: error?.type,
    statusCode: error?.statusCode,
    metadata: error?.metadata,
    errorMessage: error?.errorMessage,
    data: error?.data,
    connectSuccess: error?.connectSuccess,
    connectCalled: error?.connectCalled,
    debug: error?._debug && {
      reason: error._debug.reason,
      type: error._debug._debug?.type,
      statusCode: error._debug._debug?.statusCode,
    },
  });
  const { session } = (globalThis as unknown as ChatScope).held![call.key]!;
  const owner: any = call.method.startsWith("controller.") ? session["controller"] : session;
  const fileOf = ({ kind, text = "", name = "", ...rest }: GivenFile) => {
    if (kind === "object") return { name, ...rest };
    return kind === "File" ? new File([text], name, rest) : new Blob([text], rest);
  };
  const args = [...(call.args ?? [])];
  if (call.file) args[0] = { ...(args[0] as object), attachment: fileOf(call.file) };
  let returned: unknown;
  try {
    returned = owner[call.method.replace("controller.", "")](...args);
  } catch (error) {
    return { kind: "threw", failure: failureOf(error) };
  }
  if (!(returned instanceof Promise)) return { kind: "returned", value: returned };
  return returned.then(
    async (value: unknown): Promise<Outcome> => {
      if (!(value instanceof Blob)) return { kind: "resolved", value };
      const { type, metadata } = value as Blob & { metadata?: unknown };
      return { kind: "resolved", value: { text: await value.text(), type, metadata } };
    },
    (error: unknown): Outcome => ({ kind: "rejected", failure: failureOf(error) }),
  );
}

/** Lets go of all sessions and managers of the place; in a page its closing does that. */
export function releaseAll(): void {
  const scope = globalThis as unknown as ChatScope;
  for (const { session } of Object.values(scope.held ?? {})) (session["controller"] as any).breakConnection();
  for (const manager of Object.values(scope.managers ?? {})) manager.closeWebSocket?.();
  delete scope.held;
  delete scope.managers;
}

/** A manager of the library's own, on an agent's socket. */
export function createManager(given: { readonly key: string; readonly transportUrl: string }): void {
  const scope = globalThis as unknown as ChatScope;
  const manager = scope.connect["WebSocketManager"].create();
  void manager.init(() => fetch(given.transportUrl, { method: "POST" }).then((response) => response.json()));
  (scope.managers ??= {})[given.key] = manager;
}

/** A manager with no more than the five methods a session needs. It is up, and never says so: as Streams' is. */
export function createStubManager(key: string): void {
  const scope = globalThis as unknown as ChatScope;
  const calls: unknown[] = [];
  const register = (name: string) => () => {
    calls.push([name]);
    return () => {};
  };
  (scope.managers ??= {})[key] = {
    calls,
    subscribeTopics: (topics: readonly string[]) => calls.push(["subscribeTopics", topics]),
    onMessage(topic: string) {
      calls.push(["onMessage", topic]);
      return () => {};
    },
    onConnectionGain: register("onConnectionGain"),
    onConnectionLost: register("onConnectionLost"),
    onInitFailure: register("onInitFailure"),
  };
}

/** What sessions asked a stub manager for, in order. */
export const managerCalls = (key: string): unknown =>
  (globalThis as unknown as ChatScope).managers![key].calls;
