import { isObject } from "./isObject.js";

/** An object, as it is or as its JSON text; undefined for anything else, a list too. */
export function readObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  let object = value;
  if (typeof value === "string") {
    try {
      object = JSON.parse(value);
    } catch {
      return undefined;
    }
  }
  return isObject(object) && !Array.isArray(object) ? object : undefined;
}
