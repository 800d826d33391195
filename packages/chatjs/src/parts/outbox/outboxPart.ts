import { IllegalArgumentError } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";
import { definePart } from "../../session/parts.js";
import type { SessionPart } from "../../session/parts.js";
import { whenConnected } from "../../session/whenConnected.js";
import { createOutbox } from "./createOutbox.js";
import type { OutboxOptions, WithOutbox } from "./outboxTypes.js";

const METHODS = ["getItem", "setItem", "removeItem"];
const isStorage = (storage: unknown, name: string): boolean =>
  storage === undefined ||
  (name === "storage" && typeof storage === "function") ||
  (isObject(storage) && METHODS.every((name) => typeof storage[name] === "function"));

/**
 * Adds `session.outbox`, which sends what it is given in order, each thing once, also over an outage and a reload.
 * @throws IllegalArgumentError when a storage lacks a method
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendMessage.html
 */
export function outbox(options: OutboxOptions = {}): SessionPart<WithOutbox> {
  for (const name of ["storage", "fileStorage"] as const)
    if (!isStorage(options[name], name))
      throw new IllegalArgumentError(
        `unable to make an outbox; its ${name} must have getItem, setItem and removeItem`,
        options[name],
      );
  return definePart<WithOutbox>(() => ({
    extend(session, kit) {
      const desk = createOutbox(session, kit, options);
      return { outbox: desk.outbox, connect: whenConnected(session, desk) };
    },
  }));
}
