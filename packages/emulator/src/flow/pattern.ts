/** A regular expression; a text becomes one that is not case-sensitive. */
export const patternOf = (says: string | RegExp): RegExp =>
  typeof says === "string" ? new RegExp(says, "iu") : says;

/** Whether a text fits, wherever a global expression has stopped before. */
export const fits = (says: string | RegExp, text: string): boolean => text.search(patternOf(says)) >= 0;
