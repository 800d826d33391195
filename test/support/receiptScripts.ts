/** Scripts about receipts, as sessionScripts: each is sent to a page as text. */

interface ReceiptScope {
  readonly held: Record<string, { readonly session: any }>;
  requests?: { readonly body: Readonly<Record<string, unknown>>; readonly atMs: number }[];
  /** By session, in order of calls. */
  outcomes?: Record<string, { what: string; metadata?: unknown }[]>;
}

/** What became of receipts. */
export interface ReceiptFacts {
  readonly requests: readonly {
    readonly kind: string;
    readonly messageId: string;
    /** Of the page's clock, since the start that was named. */
    readonly atMs: number;
    readonly body: Readonly<Record<string, unknown>>;
  }[];
  /** `pending`, `data`, or what there was instead of data. */
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
  readonly metadata: Readonly<Record<string, readonly unknown[]>>;
}

/** Notes from now on when each event is sent, by the page's clock. */
export function watchFetch(): void {
  const scope = globalThis as unknown as ReceiptScope;
  const { fetch } = globalThis;
  const requests: NonNullable<ReceiptScope["requests"]> = (scope.requests = []);
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    const atMs = Date.now();
    if (request.url.endsWith("/participant/event"))
      void request
        .clone()
        .text()
        .then((text) => requests.push({ body: JSON.parse(text), atMs }));
    return fetch(request);
  };
}

/** Calls sendEvent for each, and does not wait; each call's metadata is its number among those of its session, from 1. */
export function sendReceipts(
  calls: readonly { readonly key: string; readonly kind: string; readonly content: string }[],
): void {
  const scope = globalThis as unknown as ReceiptScope;
  const outcomes = (scope.outcomes ??= {});
  for (const { key, kind, content } of calls) {
    const mine = (outcomes[key] ??= []);
    const outcome: (typeof mine)[number] = { what: "pending" };
    const metadata = mine.push(outcome);
    const contentType = `application/vnd.amazonaws.connect.event.message.${kind}`;
    scope.held[key]!.session.sendEvent({ contentType, content, metadata }).then(
      (result: any) => Object.assign(outcome, { what: result.data ? "data" : result.message, result }),
      (error: unknown) => Object.assign(outcome, { what: `rejected: ${String(error)}` }),
    );
  }
}

/** What has come of all that so far. */
export function readReceiptCalls(startMs: number): ReceiptFacts {
  const { requests = [], outcomes = {} } = globalThis as unknown as ReceiptScope;
  const each = <Value>(read: (outcome: any) => Value) =>
    Object.fromEntries(Object.entries(outcomes).map(([key, all]) => [key, all.map(read)]));
  return {
    requests: requests.map(({ body, atMs }) => ({
      kind: String(body["ContentType"]).replace(/^.*\./, ""),
      messageId: JSON.parse(String(body["Content"])).messageId,
      atMs: atMs - startMs,
      body,
    })),
    outcomes: each(({ what }) => what),
    metadata: each(({ result }) => result?.metadata),
  };
}
