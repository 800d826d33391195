/** What the service's bots take at most; a longer message is nothing that a bot understands. */
const maxBotInputCharacters = 1_024;

/** A regular expression; a text becomes one that is not case-sensitive. */
export const patternOf = (says: string | RegExp): RegExp =>
  typeof says === "string" ? new RegExp(says, "iu") : says;

/** Whether a text fits, wherever a global expression has stopped before. */
export const fits = (says: string | RegExp, text: string): boolean => text.search(patternOf(says)) >= 0;

/** Whether the customer's words fit. */
export const isUnderstoodAs = (says: string | RegExp, words: string): boolean =>
  words.length <= maxBotInputCharacters && fits(says, words);
