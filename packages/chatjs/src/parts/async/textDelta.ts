/** How a text has changed: `before.slice(0, from) + added` is `text`. */
export interface TextDelta {
  /** What was added. */
  readonly added: string;
  /**
   * Where it was added, in UTF-16 code units: at the end of what was there before, unless earlier text was corrected. What was
   * there from here on is no longer so.
   */
  readonly from: number;
  /** All of the text by now. */
  readonly text: string;
}

const endsInHalfACharacter = (text: string) => /[\uD800-\uDBFF]$/.test(text);

/** What leads from one text to the next; never cuts a character in two that was whole. */
export function textDelta(before: string, text: string): TextDelta {
  let from = before.length;
  if (!text.startsWith(before)) {
    from = 0;
    while (from < before.length && before.charCodeAt(from) === text.charCodeAt(from)) from += 1;
    if (endsInHalfACharacter(text.slice(0, from))) from -= 1;
  }
  return { added: text.slice(from), from, text };
}
