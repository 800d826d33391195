/** A place in a text, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where the members of a JSON text are, by their path. */
export interface JsonPlaces {
  /** Where a text stops being JSON. */
  readonly failure: Place | undefined;
  /** The key of a member, or the item of a list; of one that is not there, what it would be in. */
  find(path: readonly PropertyKey[]): Place;
}

/** A string, a number, a word, or a sign. */
const token =
  /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/uy;
const space = /[ \t\r\n]*/uy;

const keyOf = (path: readonly PropertyKey[]) => JSON.stringify(path);

/** Reads where things are in a JSON text, as far as it is JSON. */
export function findJsonPlaces(text: string): JsonPlaces {
  const offsets = new Map<string, number>();
  let offset = 0;

  const skip = (pattern: RegExp): string => {
    pattern.lastIndex = offset;
    const found = pattern.exec(text)?.[0] ?? "";
    offset += found.length;
    return found;
  };

  /** The next token, which has to be what `isWanted` wants. */
  const take = (isWanted: (found: string) => boolean): string => {
    skip(space);
    const start = offset;
    const found = skip(token);
    if (found !== "" && isWanted(found)) return found;
    offset = start;
    throw new SyntaxError("not JSON");
  };

  const isNext = (sign: string): boolean => {
    skip(space);
    return text[offset] === sign;
  };

  const readList = (end: string, readItem: (index: number) => void): void => {
    if (isNext(end)) offset += 1;
    else
      for (let index = 0, sign = ","; sign === ","; index += 1) {
        readItem(index);
        sign = take((found) => found === "," || found === end);
      }
  };

  const read = (path: readonly PropertyKey[]): void => {
    skip(space);
    if (!offsets.has(keyOf(path))) offsets.set(keyOf(path), offset);
    const start = take((found) => !"]},:".includes(found));
    if (start === "[") readList("]", (index) => read([...path, index]));
    if (start === "{")
      readList("}", () => {
        skip(space);
        const at = offset;
        const key = [...path, JSON.parse(take((found) => found.startsWith('"'))) as string];
        offsets.set(keyOf(key), at);
        take((found) => found === ":");
        read(key);
      });
  };

  const placeOf = (at: number): Place => {
    const lines = text.slice(0, at).split("\n");
    return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
  };

  let failure: Place | undefined;
  try {
    read([]);
    skip(space);
    if (offset < text.length) failure = placeOf(offset);
  } catch {
    failure = placeOf(offset);
  }

  return {
    failure,
    find(path) {
      const at = offsets.get(keyOf(path));
      return at === undefined && path.length > 0 ? this.find(path.slice(0, -1)) : placeOf(at ?? 0);
    },
  };
}
