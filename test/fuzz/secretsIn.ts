import { SECRET } from "./frameInputs.js";

/** Where in a value, and in what it wraps, a secret can be read: paths of members. */
export function secretsIn(value: unknown): readonly string[] {
  const places: string[] = [];
  const seen = new Set<unknown>();
  const visit = (part: unknown, path: string) => {
    if (typeof part === "string" && part.includes(SECRET)) places.push(path);
    if (typeof part !== "object" || part === null || seen.has(part)) return;
    seen.add(part);
    for (const name of Reflect.ownKeys(part))
      visit((part as Record<PropertyKey, unknown>)[name], `${path}.${String(name)}`);
  };
  visit(value, "it");
  return places;
}
