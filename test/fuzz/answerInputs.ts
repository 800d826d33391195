import fc from "fast-check";
import type { FakeAnswer } from "../../packages/chatjs/test/fakePlatform.js";
import { CHAT } from "../../packages/chatjs/test/fakeService.js";
import { ITEMS, SECRET } from "./frameInputs.js";
import { BROKEN_VALUES } from "./hostileValues.js";
import { raw, textOf, treeOf } from "./jsonTree.js";
import type { Tree } from "./jsonTree.js";
import { mutated, mutations } from "./mutations.js";

/** What becomes of a request. */
export type Outcome =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** The fetch fails, or the body does after the headers came. */
  | { readonly kind: "fails" | "breaks"; readonly reason: keyof typeof REASONS }
  /** Nothing comes, or no body does. */
  | { readonly kind: "hangs" | "stalls" };

export const PATHS = {
  connection: "/participant/connection",
  message: "/participant/message",
  event: "/participant/event",
  transcript: "/participant/transcript",
  disconnect: "/participant/disconnect",
  /** No request: what the page's own getConnectionToken comes to, in an agent's chat. */
  token: "getConnectionToken",
} as const;
export type Operation = keyof typeof PATHS;

/** What fetch and bodies reject with. */
const REASONS = {
  offline: () => new TypeError("Failed to fetch"),
  nothing: () => undefined,
  text: () => "network down",
  dom: () => new DOMException("The operation timed out.", "TimeoutError"),
  odd: () => ({ statusCode: 403, _debug: { statusCode: 403 } }),
} as const;

const expiry = fc.constantFrom(
  "2026-01-02T00:00:00.000Z",
  "2026-01-01T00:00:30.000Z",
  "2025-12-31T23:59:59.000Z",
  "2262-01-01T00:00:00.000Z",
  "soon",
);
const connectionBody = expiry.map((Expiry) =>
  treeOf({
    Websocket: { Url: `wss://service.example/socket?signature=${SECRET}`, ConnectionExpiry: Expiry },
    ConnectionCredentials: { ConnectionToken: `ct.${SECRET}`, Expiry },
  }),
);
const tokenBody = expiry.map((each) =>
  treeOf({ chatTokenTransport: { participantToken: `ct.${SECRET}`, expiry: each } }),
);
const transcriptBody = fc
  .tuple(
    fc.array(fc.constantFrom(...ITEMS), { maxLength: 4 }),
    fc.constantFrom(undefined, undefined, "", "next-page"),
  )
  .map(([Transcript, NextToken]) =>
    treeOf({ InitialContactId: CHAT.contactId, Transcript, ...(NextToken !== undefined && { NextToken }) }),
  );
const sentBody = fc.constant(treeOf({ Id: "sent-1", AbsoluteTime: "2026-01-01T00:00:00.000Z" }));
const errorBody = fc
  .constantFrom(
    "AccessDeniedException",
    "ThrottlingException",
    "ValidationException",
    "service#Other:http://x/",
  )
  .map((__type) => treeOf({ message: "the service said no", __type }));

const BODIES: Readonly<Record<Operation, fc.Arbitrary<Tree>>> = {
  connection: connectionBody,
  message: sentBody,
  event: sentBody,
  transcript: transcriptBody,
  disconnect: fc.constant(treeOf({})),
  token: tokenBody,
};

const PAGES: readonly string[] = [
  "",
  " \n",
  "null",
  "[]",
  "42",
  '"text"',
  "<html><body><h1>502 Bad Gateway</h1></body></html>",
  "<!doctype html><title>Sign in to the network</title>",
  '{"message":null}',
  `{"message":"${"m".repeat(25_000)}"}`,
  ...BROKEN_VALUES,
];

/** A message of the service may be shown, so what is secret must not get there by a mutation. */
const SHOWN = ["message", "Message", "code", "__type"];
const withoutShownSecrets = (text: string): string => {
  try {
    const body: unknown = JSON.parse(text);
    const isShown = (name: string) =>
      (JSON.stringify((body as Record<string, unknown>)[name]) as string | undefined)?.includes(SECRET);
    return typeof body === "object" && body !== null && SHOWN.some(isShown) ? "{}" : text;
  } catch {
    return text;
  }
};
const mutatedBody = (tree: fc.Arbitrary<Tree>): fc.Arbitrary<string> =>
  fc.tuple(tree, mutations).map(([each, changes]) => withoutShownSecrets(mutated(each, changes)));

const header = (...values: readonly string[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
const headers = fc
  .record({
    "retry-after": header(
      "0",
      "1",
      "-1",
      "1.5",
      "NaN",
      "Infinity",
      "1e9",
      "99999999999999999999",
      "soon",
      "Thu, 01 Jan 2026 00:00:05 GMT",
      "Fri, 31 Dec 9999 23:59:59 GMT",
      "Mon, 99 Foo 2026 99:99:99 GMT",
      "💬",
    ),
    "x-amzn-errortype": header("AccessDeniedException", "ThrottlingException:http://x/", ":", "#", "", ",,,"),
    "x-amzn-requestid": header("request-1", ""),
    "content-type": header("application/json", "text/html", ""),
  })
  .map((all) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  );

const status = fc.oneof(
  { weight: 3, arbitrary: fc.constant(200) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...[0, 100, 201, 202, 204, 206, 301, 304, 400, 401, 402, 403, 404, 405, 408, 409, 413, 418, 429],
      ...[500, 501, 502, 503, 504, 520, 599, 999],
    ),
  },
);

export const outcomeOf = (operation: Operation): fc.Arbitrary<Outcome> =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        kind: fc.constant("answer" as const),
        status,
        headers,
        body: fc.oneof(
          { weight: 6, arbitrary: mutatedBody(BODIES[operation]) },
          { weight: 2, arbitrary: mutatedBody(errorBody) },
          { weight: 2, arbitrary: fc.constantFrom(...PAGES) },
        ),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom("fails" as const, "breaks" as const),
        reason: fc.constantFrom(...(Object.keys(REASONS) as (keyof typeof REASONS)[])),
      }),
    },
    // What a page's own promise keeps waiting, waits.
    {
      weight: operation === "token" ? 0 : 1,
      arbitrary: fc.record({ kind: fc.constantFrom("hangs" as const, "stalls" as const) }),
    },
  );

const never = { then: () => undefined };

export function fakeAnswer(outcome: Outcome): FakeAnswer | Promise<FakeAnswer> {
  switch (outcome.kind) {
    case "answer":
      return outcome;
    case "fails":
      // What a fetch rejects with need not be an Error.
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors
      return Promise.reject(REASONS[outcome.reason]());
    case "breaks":
      return {
        // Rejects when it is read, not before.
        body: {
          then: (_resolve: unknown, reject: (reason: unknown) => void) => reject(REASONS[outcome.reason]()),
        },
      };
    case "hangs":
      return new Promise(() => undefined);
    case "stalls":
      return { body: never };
  }
}

/** The transcript that the service has for good: any list of items, but a page that ends. */
export const standingTranscript: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(fc.constantFrom(...ITEMS), mutations).map(([item, changes]) => mutated(treeOf(item), changes)),
    { minLength: 1, maxLength: 3 },
  )
  .map((items) =>
    textOf({
      kind: "object",
      members: [
        ["InitialContactId", treeOf(CHAT.contactId)],
        ["Transcript", { kind: "list", entries: items.filter(isReadable).map(raw) }],
      ],
    }),
  );

/** Whether a reader that looks at each part by a call of its own gets through. */
function isReadable(text: string): boolean {
  try {
    JSON.parse(text);
    return !text.includes("[".repeat(1_000));
  } catch {
    return false;
  }
}
