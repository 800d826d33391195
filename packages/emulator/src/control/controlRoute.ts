import type { z } from "zod";
import type { ContactEvents } from "./contactEvents.js";
import type { Control } from "./control.js";
import type { ControlRefusalCode } from "./controlError.js";

/** Method and path under `/control`, with `{name}` for what the path holds. */
export type ControlRouteKey = `${"GET" | "POST" | "DELETE"} /${string}`;

/** The members of the input that a path holds. */
export type PathMembers<Key extends string> = Key extends `${string}{${infer Name}}${infer Rest}`
  ? Readonly<Record<Name, string>> & PathMembers<Rest>
  : unknown;

/** What a route may use. */
export interface ControlCall {
  readonly control: Control;
  readonly events: ContactEvents;
  /** Scheme, host and port that the request came to. */
  readonly origin: string;
  /** The description of the API. */
  readonly describe: () => Readonly<Record<string, unknown>>;
}

/** A route of the control API: what serves it, describes it and types the client. */
export interface ControlRoute<Key extends string, Body, Answer> {
  readonly key: Key;
  /** What it is called in `control`, such as `ccp.setState`; of the client and the description too. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** What the body may hold, or the query of a GET. @defaultValue nothing is read */
  readonly body?: z.ZodType<Body>;
  /** What it answers with. @defaultValue an empty object */
  readonly answer?: z.ZodType<Answer>;
  /** @defaultValue JSON */
  readonly contentType?: string;
  /** Refusals beside `InvalidRequest`, which every body can get, and `Unavailable`, which every change can. */
  readonly refuses?: readonly ControlRefusalCode[];
  /**
   * Does it; the input has the members of path and body.
   * @throws ControlError
   */
  run(call: ControlCall, input: PathMembers<Key> & Body): NoInfer<Answer> | Response;
}

/** A route whatever it takes. */
export type AnyControlRoute = Omit<ControlRoute<string, unknown, unknown>, "run"> & {
  run(call: ControlCall, input: never): unknown;
};

/** An entry of the table. */
export const controlRoute = <const Key extends ControlRouteKey, Body = unknown, Answer = void>(
  key: Key,
  route: Omit<ControlRoute<Key, Body, Answer>, "key">,
): ControlRoute<Key, Body, Answer> => ({ key, ...route });
