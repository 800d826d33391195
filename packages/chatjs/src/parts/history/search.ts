import { IllegalArgumentError } from "../../errors.js";
import type { TranscriptItem } from "../../transcript/transcriptStore.js";
import { textOf } from "./transcriptText.js";

/** A text, which is found whatever its case and accents; a pattern; or a function that says. */
export type SearchQuery = string | RegExp | ((item: TranscriptItem) => boolean);

/** In capitals: small letters depend on their place in a word, as in Greek, and on the page's language, as in Turkish. */
const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase();

function matcherOf(query: SearchQuery): (item: TranscriptItem) => boolean {
  if (typeof query === "function") return query;
  if (query instanceof RegExp) {
    // One with the flag g or y would go on from where it has found something.
    const pattern = new RegExp(query.source, query.flags.replace(/[gy]/g, ""));
    return (item) => pattern.test(textOf(item));
  }
  if (typeof query !== "string")
    throw new IllegalArgumentError(
      "unable to search; the query must be a text, a RegExp or a function",
      query,
    );
  const wanted = plain(query.trim());
  return (item) => wanted !== "" && plain(textOf(item)).includes(wanted);
}

/** Items that match, in their order. An empty text matches none. @throws IllegalArgumentError */
export const searchIn = (items: readonly TranscriptItem[], query: SearchQuery): readonly TranscriptItem[] =>
  items.filter(matcherOf(query));
