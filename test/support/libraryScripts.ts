/** Scripts about the library itself, as sessionScripts: each is sent to a page as text. */

/** A snapshot of the namespace before and after a script, for `compareNamespace`. */
interface NamespaceScope {
  readonly connect?: Record<string, unknown>;
  before?: { readonly namespace: unknown; readonly members: Readonly<Record<string, unknown>> };
}

/** Remembers what `connect` is now. */
export function rememberNamespace(): void {
  const scope = globalThis as unknown as NamespaceScope;
  scope.before = { namespace: scope.connect, members: { ...scope.connect } };
}

/** What became of `connect` since: each of the library's members is kept, added, replaced or absent. */
export function compareNamespace(names: readonly string[]): {
  readonly isSameObject: boolean;
  readonly isFrozen: boolean;
  readonly lost: readonly string[];
  readonly members: Readonly<Record<string, string>>;
} {
  const { connect = {}, before } = globalThis as unknown as NamespaceScope;
  const { namespace, members = {} } = before ?? {};
  const stateOf = (name: string) => {
    if (!connect[name]) return "absent";
    if (!members[name]) return "added";
    return connect[name] === members[name] ? "kept" : "replaced";
  };
  return {
    isSameObject: namespace === undefined || namespace === connect,
    isFrozen: Object.isFrozen(connect),
    lost: Object.keys(members).filter((name) => !(name in connect)),
    members: Object.fromEntries(names.map((name) => [name, stateOf(name)])),
  };
}

/** The type of every member of an object, its prototypes' included. */
export function membersOf(path: string): Readonly<Record<string, string>> {
  const scope = globalThis as unknown as Record<string, any>;
  let owner: any = scope;
  for (const name of path.split(".")) owner = owner[name];
  const members: Record<string, string> = {};
  for (let layer = owner; layer && layer !== Object.prototype; layer = Object.getPrototypeOf(layer))
    for (const name of Object.getOwnPropertyNames(layer))
      if (name !== "constructor") members[name] ??= typeof owner[name];
  return members;
}

/** What `create` makes of its arguments: the chat details it read, or what it threw. */
export function tryCreate(args: object): {
  readonly details?: any;
  readonly hasController?: boolean;
  readonly isThenable?: boolean;
  readonly failure?: { readonly name: string; readonly message: string; readonly argument: unknown };
} {
  const { ChatSession } = (globalThis as unknown as { connect: Record<string, any> }).connect;
  try {
    const session = ChatSession.create({ disableCSM: true, ...args });
    return {
      details: session.controller && session.getChatDetails(),
      hasController: Boolean(session.controller),
      isThenable: "then" in session,
    };
  } catch (error) {
    const { name, message, argument } = error as Error & { argument: unknown };
    return { failure: { name, message, argument } };
  }
}

/** What `installCsm` leaves in a page. */
interface CsmScope {
  csmCalls?: { readonly metrics: string[]; readonly counts: string[] };
}

/** Puts a `csm` into a page that records what it is given. It is frozen: the script that 5.0.0 injects would replace its parts. */
export function installCsm(): void {
  const calls = { metrics: [] as string[], counts: [] as string[] };
  class Metric {
    readonly parts: string[];
    constructor(name: string, unit: string, value: number) {
      this.parts = [name, unit, unit === "Milliseconds" ? "" : String(value)];
    }
    addDimension(name: string, value: string) {
      this.parts.push(`${name}=${value}`);
    }
  }
  const csm = Object.freeze({
    UNIT: { COUNT: "Count", SECONDS: "Seconds", MILLISECONDS: "Milliseconds", MICROSECONDS: "Microseconds" },
    Metric,
    API: {
      addMetric: ({ parts }: Metric) => calls.metrics.push(parts.join(" ")),
      addCount: (name: string, count: number) => calls.counts.push(`${name} ${count}`),
    },
    initCSM: () => undefined,
  });
  Object.assign(globalThis, { csm, csmCalls: calls });
}

/** Takes what a page's `csm` was given since the last time, without heartbeats: these come when they like. */
export function takeCsmCalls(): { readonly metrics: readonly string[]; readonly counts: readonly string[] } {
  const { metrics, counts } = (globalThis as unknown as CsmScope).csmCalls!;
  const isChance = (line: string) => line.startsWith("WebsocketDeepHeartbeat");
  return { metrics: metrics.splice(0).filter((line) => !isChance(line)), counts: counts.splice(0) };
}

/** Takes the place of Streams in a page, as far as metrics go. */
export function recordPublishedMetrics(): void {
  const scope = globalThis as unknown as { connect: Record<string, unknown>; published: unknown[] };
  scope.published = [];
  Object.assign(scope.connect, {
    version: "2.28.2",
    publishMetric: (metric: unknown) => scope.published.push(metric),
  });
}

/** What `publishMetric` was called with, in order. */
export const publishedMetrics = (): readonly any[] =>
  (globalThis as unknown as { published: unknown[] }).published;

/** Names where metrics go from now on. */
export function setCsmEndpoint(endpoint: string): void {
  const { ChatSession } = (globalThis as unknown as { connect: Record<string, any> }).connect;
  ChatSession.setGlobalConfig({ csmConfig: { endpoint } });
}

/** Adds counts of the page's own: `count-0`, `count-1` and so on. */
export function addCounts(times: number): void {
  const { csmService } = (globalThis as unknown as { connect: Record<string, any> }).connect;
  for (let nth = 0; nth < times; nth++) csmService.addCountMetric(`count-${nth}`, "UI");
}

/** Logs texts through the logger of Streams, and says what that made of each: the component and the text. */
export function logThroughStreams(texts: readonly string[]): readonly string[] {
  const { connect } = globalThis as unknown as { connect: Record<string, any> };
  const logger = connect.getLog();
  connect.ChatSession.setGlobalConfig({ loggerConfig: { logger } });
  const own = connect.LogManager.getLogger({});
  const before = logger._logs.length;
  for (const text of texts) own.info(text);
  return logger._logs
    .slice(before)
    .map(({ component, text }: Record<string, unknown>) => `${String(component)}: ${String(text)}`);
}
