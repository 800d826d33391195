import { CONTROL_ERROR_STATUS, ControlError } from "../control/controlError.js";
import type { ControlRefusalCode } from "../control/controlError.js";
// Types only: the table itself would bring all rules along.
import type { ControlTableRoute } from "../control/controlTable.js";
import type { ControlClientOptions } from "./controlClient.js";

type Key = ControlTableRoute["key"];
type Route<Of extends Key> = Extract<ControlTableRoute, { readonly key: Of }>;
type Unchanged<Value> = Value extends object
  ? { readonly [Name in keyof Value]: Unchanged<Value[Name]> }
  : Value;
type Input<Of extends Key> = Unchanged<Parameters<Route<Of>["run"]>[1]>;
type Answer<Of extends Key> = Exclude<ReturnType<Route<Of>["run"]>, Response>;

/** Speaks to the control API; everything rejects with a ControlError. */
export interface ControlRequests {
  /** Sends what a route takes, and resolves with what it answers. */
  send<Of extends Key>(key: Of, input: Input<Of>): Promise<Answer<Of>>;
  /** Opens a route's stream, unless `signal` aborts before that: from then on it is the reader's. */
  open(key: Key, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

const unreachable = (reason: string, cause?: unknown) =>
  new ControlError("Unreachable", `unable to reach the emulator; ${reason}`, { cause });

/** What comes after a URL's path. */
const queryOf = (members: Readonly<Record<string, unknown>>): string => {
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  return present.length > 0
    ? `?${new URLSearchParams(present.map(([name, value]) => [name, String(value)])).toString()}`
    : "";
};

/** The route's path with the input's members in their places, and the members that are left. */
function placeMembers(path: string, input: object) {
  const members = new Map<string, unknown>(Object.entries(input));
  const placed = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = members.get(name);
    members.delete(name);
    // With the latter two the URL would be that of another route.
    if (typeof value !== "string" || ["", ".", ".."].includes(value))
      throw new ControlError("InvalidRequest", `unable to send the request; ${name} is no id`);
    return encodeURIComponent(value);
  });
  return { placed, left: Object.fromEntries(members) };
}

/** What was refused, from an answer's body. */
function readRefusal(text: string): ControlError | undefined {
  try {
    const { error } = JSON.parse(text) as {
      readonly error?: { readonly code: ControlRefusalCode; readonly message: string };
    };
    return error && Object.hasOwn(CONTROL_ERROR_STATUS, error.code)
      ? new ControlError(error.code, error.message)
      : undefined;
  } catch {
    return undefined;
  }
}

/** @throws TypeError for an address that is none. */
export function createControlRequests(
  url: string | URL,
  { fetch = globalThis.fetch, timeoutMs = 10_000 }: ControlClientOptions,
): ControlRequests {
  const { origin, pathname } = new URL(url);
  const base = `${origin}${pathname.replace(/\/+$/, "")}/control`;

  const request = async (key: Key, input: object, signal: AbortSignal): Promise<Response> => {
    const [method = "", path = ""] = key.split(" ");
    const { placed, left } = placeMembers(path, input);
    const body = method === "POST" && {
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(left),
    };
    let response: Response;
    try {
      response = await fetch(base + placed + (body ? "" : queryOf(left)), { method, signal, ...body });
    } catch (cause) {
      throw unreachable(`nobody answers at ${base}, start it or correct the address`, cause);
    }
    if (response.ok) return response;
    if (response.status === 413)
      throw new ControlError(
        "InvalidRequest",
        "unable to send the request; it is longer than the emulator takes",
      );
    const text = await response.text().catch(() => "");
    throw (
      readRefusal(text) ?? unreachable(`${base} answers ${response.status}, is it an emulator's address?`)
    );
  };

  return {
    async send(key, input) {
      const response = await request(key, input as object, AbortSignal.timeout(timeoutMs));
      try {
        return (await response.json()) as never;
      } catch (cause) {
        throw unreachable(`${base} answers no JSON, is it an emulator's address?`, cause);
      }
    },
    async open(key, signal) {
      // The time is for the answer to begin, not for the stream.
      const attempt = new AbortController();
      const giveUp = () => attempt.abort();
      signal.addEventListener("abort", giveUp);
      const timer = setTimeout(giveUp, timeoutMs);
      const { body, headers } = await request(key, {}, attempt.signal).finally(() => {
        clearTimeout(timer);
        // It outlives any number of attempts. Whoever reads the stream looks at it.
        signal.removeEventListener("abort", giveUp);
      });
      if (!body || !headers.get("content-type")?.startsWith("text/event-stream"))
        throw unreachable(`${base} answers no events, is it an emulator's address?`);
      return body;
    },
  };
}
