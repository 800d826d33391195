/** What is said to people who do not see the chat; `{name}` is who it was, `{text}` what was said. */
export interface ChatStrings {
  readonly said: string;
  readonly joined: string;
  readonly left: string;
  readonly ended: string;
  readonly lost: string;
  readonly restored: string;
}

/** The texts in English. */
export const chatStrings: ChatStrings = {
  said: "{name}: {text}",
  joined: "{name} joined",
  left: "{name} left",
  ended: "The chat has ended",
  lost: "The connection is lost. It will be back",
  restored: "Connected again",
};

/** Puts names and texts in their places. */
export const filledIn = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
