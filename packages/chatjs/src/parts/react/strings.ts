/** What is said to people who do not see the chat; `{name}` is who it was, `{text}` what was said. */
export interface ChatStrings {
  readonly said: string;
  readonly joined: string;
  readonly left: string;
  readonly ended: string;
  readonly disconnected: string;
  readonly reconnected: string;
}

/** The texts in English. */
export const chatStrings: ChatStrings = {
  said: "{name}: {text}",
  joined: "{name} joined",
  left: "{name} left",
  ended: "The chat has ended",
  disconnected: "The connection is lost. It will be back",
  reconnected: "Connected again",
};

/** Puts names and texts in their places. */
export const filledIn = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
