/** Members of a failure that 5.0.0 knows, in its errors and in its plain objects. */
const MEMBERS = [
  "name",
  "message",
  "type",
  "statusCode",
  "metadata",
  "stack",
  "connectSuccess",
  "connectCalled",
  "_debug",
  "errorMessage",
  "data",
];

/** A value as JSON can hold it, with a word in the place of what it cannot. */
export function plain(value: unknown, depth = 0): unknown {
  if (value === undefined) return "<undefined>";
  if (typeof value === "function") return "<function>";
  if (typeof value === "number" && !Number.isFinite(value)) return `<${value}>`;
  if (typeof value === "bigint" || typeof value === "symbol") return `<${typeof value}>`;
  if (typeof value !== "object" || value === null) return value;
  if (depth > 12) return "<deeper>";
  if (value instanceof Error || "stack" in value) return failure(value, depth);
  // A member that is undefined reads like none.
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const own = Object.fromEntries(members.map(([name, member]) => [name, plain(member, depth + 1)]));
  if (value instanceof Blob)
    return { "<blob>": [value.type, value.size], ...(value instanceof File && { name: value.name }), ...own };
  if (value instanceof Promise) return "<promise>";
  if (Array.isArray(value)) return value.map((member) => plain(member, depth + 1));
  return own;
}

/** What a page can read of a failure. */
export function failure(error: unknown, depth = 0): unknown {
  if (typeof error !== "object" || error === null) return plain(error);
  const found = error as Readonly<Record<string, unknown>>;
  const members = MEMBERS.filter((name) => found[name] !== undefined).map((name) => [
    name,
    name === "stack" ? "<stack>" : plain(found[name], depth + 1),
  ]);
  return { isError: error instanceof Error, text: `${error as Error}`, ...Object.fromEntries(members) };
}
