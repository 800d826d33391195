import fc from "fast-check";
import { PIECES, VALUES } from "../hostileValues.js";
import { raw, textOf } from "../jsonTree.js";
import { mutated, mutationsWith } from "../mutations.js";
import type { Mutations } from "../mutations.js";
import { LOOT_KINDS } from "./loot.js";
import type { LootKind } from "./loot.js";
import { TEMPLATES } from "./requestTemplates.js";
import type { RequestTemplate } from "./requestTemplates.js";

/** Whose things a request brings: those of who sends it, of another contact, or of the control chat. */
export type Whose = "own" | "other" | "control";

/** The bearer token of a request. */
export interface Bearer {
  readonly kind: LootKind;
  readonly whose: Exclude<Whose, "control">;
  readonly spoiled: "not" | "missing" | "empty" | "cut" | "longer" | "upper" | "twice" | "scheme" | "huge";
}

/** One request, with `@kind@` where something of a contact is to stand. */
export interface RequestInput {
  readonly template: RequestTemplate;
  readonly method: string;
  readonly path: string;
  readonly bearer: Bearer | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
  readonly encoding: "utf-8" | "utf-16" | "latin-1" | "cut";
  /** For one placeholder after the other. */
  readonly whose: readonly Whose[];
}

const whoseOne: fc.Arbitrary<Whose> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Whose>("own") },
  { weight: 4, arbitrary: fc.constant<Whose>("other") },
  { weight: 1, arbitrary: fc.constant<Whose>("control") },
);
const whose = fc.array(whoseOne, { minLength: 4, maxLength: 4 });

const template = fc.oneof(
  ...(["operation", "operation", "control", "connect", "bucket", "page"] as const).map((surface, index) => ({
    // The operations stand twice: they are what a stranger can reach.
    weight: [4, 4, 4, 2, 1, 1][index] ?? 1,
    arbitrary: fc.constantFrom(...TEMPLATES.filter((each) => each.surface === surface)),
  })),
);

const spoiledBearer: fc.Arbitrary<Bearer> = fc.record({
  kind: fc.constantFrom(...LOOT_KINDS),
  whose: fc.constantFrom("own", "other"),
  spoiled: fc.constantFrom(
    "not",
    "not",
    "missing",
    "empty",
    "cut",
    "longer",
    "upper",
    "twice",
    "scheme",
    "huge",
  ),
});

/** What may be done to a path. */
const pathTricks: readonly ((path: string, piece: string) => string)[] = [
  (path) => path,
  (path) => `/${path}`,
  (path) => `${path}/`,
  (path) => path.replaceAll("/", "//"),
  (path) => `/control/..${path}`,
  (path) => `/%2e%2e${path}`,
  (path) => path.replace(/\/(\w+)$/, "%2F$1"),
  (path) => path.toUpperCase(),
  (path) => `${path}%00`,
  (path) => `${path}%E0%A4%A`,
  (path) => `${path}%ED%A0%80`,
  (path) => `${path}?state=%&X-Amz-Signature=%&X-Amz-Expires=1e9&X-Amz-Date=99999999T999999Z`,
  (path) => `${path}?X-Amz-Bearer=1#fragment`,
  (path) => path.replace(/@\w+@/, "__proto__"),
  (path) => path.replace(/@\w+@/, "constructor"),
  (path) => path.replace(/@\w+@/, "a".repeat(20_000)),
  (path, piece) => path.replace(/@\w+@/, encodeURIComponent(piece.replace(/\p{Surrogate}/gu, "_"))),
  (path, piece) => path + piece,
];

const headers: readonly (readonly [name: string, value: string])[] = [
  ["Content-Type", "application/x-www-form-urlencoded"],
  ["Content-Type", "multipart/form-data; boundary="],
  ["Content-Type", "text/plain; charset=utf-16"],
  ["Content-Encoding", "gzip"],
  ["Content-Length", "-1"],
  ["Content-Length", "1e400"],
  ["Content-Length", "99999999999"],
  ["Host", "evil.test"],
  ["Host", "a b"],
  ["Origin", "null"],
  ["X-Forwarded-Host", "evil.test"],
  ["X-Forwarded-Proto", "gopher"],
  ["X-Http-Method-Override", "DELETE"],
  ["X-Original-Url", "/control/contacts"],
  ["Access-Control-Request-Headers", "a, __proto__, b\t"],
  ["Access-Control-Request-Private-Network", "true"],
  ["Accept", "text/event-stream"],
  ["Cookie", "X-Amz-Bearer=1"],
  ["Authorization", "Bearer 1"],
  ["Range", "bytes=0-"],
  ["If-None-Match", "*"],
  ["Upgrade", "websocket"],
  ["Transfer-Encoding", "chunked"],
  ["__proto__", "polluted"],
  ["constructor", "x"],
  ["x-amz-acl", "public-read"],
  ["x-amz-meta-contact_id", "a"],
];
const header: fc.Arbitrary<readonly [name: string, value: string]> = fc.oneof(
  fc.constantFrom(...headers),
  fc.tuple(
    fc.constantFrom("Content-Type", "X-Amz-Bearer", "Access-Control-Request-Headers", "Content-Disposition"),
    fc.constantFrom("", "é", "ÿ", "a".repeat(70_000), "%s%d", "a\tb", "a, b", ...VALUES.slice(0, 12)),
  ),
);

const methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "PROPFIND", "get", "M-SEARCH"];

const mutations = mutationsWith(["lists", "objects"]);
const noMutations: Mutations = { tree: [], text: [], flood: undefined };

function asForm(template: RequestTemplate, text: string): string {
  if (!template.isForm) return text;
  try {
    return new URLSearchParams(JSON.parse(text) as Record<string, string>).toString();
  } catch {
    return text;
  }
}

/** The body that comes of a template and its mutations, with placeholders. */
function bodyOf(template: RequestTemplate, given: Mutations, method: string): string | undefined {
  if (method === "GET" || method === "HEAD") return undefined;
  return asForm(template, mutated(template.body ?? raw("{}"), given));
}

/** As it is meant, but for whose things it brings. */
const plainRequest = fc.record({ template, whose }).map(({ template, whose }): RequestInput => ({
  template,
  whose,
  method: template.method,
  path: template.path,
  bearer: template.bearer && { kind: template.bearer, whose: "own", spoiled: "not" },
  headers: [],
  body: template.body && asForm(template, textOf(template.body)),
  encoding: "utf-8",
}));

const usually = <Value>(usual: Value, other: fc.Arbitrary<Value>, weight = 5): fc.Arbitrary<Value> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const hostileRequest = fc
  .record({
    template,
    whose,
    method: usually<string | undefined>(undefined, fc.constantFrom(...methods), 8),
    trick: usually(0, fc.nat(pathTricks.length - 1)),
    piece: fc.constantFrom(...PIECES),
    bearer: fc.option(spoiledBearer, { nil: undefined, freq: 3 }),
    headers: usually<(readonly [string, string])[]>([], fc.array(header, { minLength: 1, maxLength: 3 }), 4),
    mutations: fc.oneof(
      { weight: 1, arbitrary: fc.constant(noMutations) },
      { weight: 3, arbitrary: mutations },
    ),
    encoding: usually<RequestInput["encoding"]>("utf-8", fc.constantFrom("utf-16", "latin-1", "cut"), 15),
  })
  .map(({ template, trick, piece, mutations, ...given }): RequestInput => {
    const method = given.method ?? template.method;
    return {
      template,
      whose: given.whose,
      method,
      path: (pathTricks[trick] ?? String)(template.path, piece),
      bearer: given.bearer ?? (template.bearer && { kind: template.bearer, whose: "own", spoiled: "not" }),
      headers: given.headers,
      body: bodyOf(template, mutations, method),
      encoding: given.encoding,
    };
  });

/** A request of any kind; a third of them are good ones, so that chats get on. */
export const requestInput: fc.Arbitrary<RequestInput> = fc.oneof(
  { weight: 2, arbitrary: plainRequest },
  { weight: 3, arbitrary: hostileRequest },
);

/** The bytes of a body. */
export function bytesOf(text: string, encoding: RequestInput["encoding"]): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(Buffer.from(text, "utf-8"));
  switch (encoding) {
    case "utf-8":
      return bytes;
    case "utf-16":
      return Uint8Array.from(Buffer.from(text, "utf16le"));
    case "latin-1":
      return Uint8Array.from(Buffer.from(`${text}\u00ff`, "latin1"));
    case "cut":
      // In the middle of a letter.
      return Uint8Array.from([...bytes.subarray(0, bytes.length >> 1), 0xf0, 0x9f]);
  }
}

/** The header that a bearer token goes into; undefined for none. */
export function spoil(token: string, spoiled: Bearer["spoiled"]): string | undefined {
  switch (spoiled) {
    case "not":
      return token;
    case "missing":
      return undefined;
    case "empty":
      return "";
    case "cut":
      return token.slice(0, -1);
    case "longer":
      return `${token}A`;
    case "upper":
      return token.toUpperCase();
    case "twice":
      return `${token}, ${token}`;
    case "scheme":
      return `Bearer ${token}`;
    case "huge":
      return token + "A".repeat(100_000);
  }
}
