import { isObject } from "./isObject.js";

/** An object, as it is or as its JSON text, read with `reviver`; undefined for anything else, a list too. */
export function readObject(
  value: unknown,
  reviver?: (key: string, member: unknown) => unknown,
): Readonly<Record<string, unknown>> | undefined {
  let object = value;
  if (typeof value === "string") {
    try {
      object = JSON.parse(value, reviver);
    } catch {
      return undefined;
    }
  }
  return isObject(object) && !Array.isArray(object) ? object : undefined;
}
