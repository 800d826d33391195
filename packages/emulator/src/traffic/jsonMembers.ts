/** The text members of a JSON object; none when it is not one. */
export function textMembers(json: string): Readonly<Partial<Record<string, string>>> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return {};
  }
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
      typeof member === "string" ? [[name, member]] : [],
    ),
  );
}
