import type { OperationInput } from "@amazon-connect-chat/protocol";
import { isObject } from "../../lib/isObject.js";
import type { ErrorNote } from "./errorNotes.js";

/**
 * What the connection of the leader says to the sessions of all tabs.
 * - `up`: subscribed · `again`: subscribed anew while it was up · `down`: lost
 * - `retrying`: when the next attempt is due · `frame`: an envelope · `beat`: how a heartbeat went
 */
export const SAYINGS = ["up", "again", "down", "retrying", "frame", "beat"] as const;
export type Saying = (typeof SAYINGS)[number];

/** What a tab asks the leader for. */
export type Request =
  /** Credentials with another token than `has`, which is not good any more. */
  | { readonly what: "token"; readonly has?: string | undefined }
  /** Typing, or a receipt, with the token of the tab that asks. */
  | { readonly what: "event"; readonly input: OperationInput<"SendEvent">; readonly token: string };

type Content =
  /** Somebody is there, and wants to know who else is, and who leads. */
  | { readonly kind: "hello" }
  | { readonly kind: "here" }
  | { readonly kind: "leads"; readonly term: number; readonly isUp: boolean }
  | { readonly kind: "says"; readonly saying: Saying; readonly payload?: unknown }
  | { readonly kind: "ask"; readonly to: string; readonly askId: string; readonly request: Request }
  /** The leader is at it. */
  | { readonly kind: "took"; readonly to: string }
  | {
      readonly kind: "answer";
      readonly to: string;
      readonly askId: string;
      readonly result?: object | undefined;
      readonly error?: ErrorNote | undefined;
    }
  /** Somebody needs the connection. */
  | { readonly kind: "wanted" }
  /** An event went out for all tabs. */
  | { readonly kind: "sent"; readonly key: string; readonly result: object };

/** What one tab tells the others. */
export type Note = Content & { readonly from: string };
export type NoteOf<Kind extends Note["kind"]> = Extract<Note, { kind: Kind }>;
/** A note without its sender. */
export type Draft = Content;

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

const RULES: { readonly [Kind in Note["kind"]]: (note: Readonly<Record<string, unknown>>) => boolean } = {
  hello: () => true,
  here: () => true,
  leads: ({ term, isUp }) => Number.isFinite(term) && typeof isUp === "boolean",
  says: ({ saying, payload }) =>
    SAYINGS.includes(saying as Saying) &&
    ((saying !== "frame" && saying !== "retrying") || isObject(payload)),
  ask: ({ to, askId, request }) =>
    isText(to) &&
    isText(askId) &&
    isObject(request) &&
    (request["what"] === "token" ||
      (request["what"] === "event" && isObject(request["input"]) && isText(request["token"]))),
  took: ({ to }) => isText(to),
  answer: ({ to, askId, result, error }) => isText(to) && isText(askId) && isObject(result ?? error),
  wanted: () => true,
  sent: ({ key, result }) => isText(key) && isObject(result),
};

/** A note as it came through the channel; undefined for what is none, as any script of the origin may post there. */
export function readNote(data: unknown): Note | undefined {
  if (!isObject(data) || !isText(data["from"])) return undefined;
  const { kind } = data;
  const isWhole = typeof kind === "string" && Object.hasOwn(RULES, kind) && RULES[kind as Note["kind"]](data);
  return isWhole ? (data as unknown as Note) : undefined;
}
