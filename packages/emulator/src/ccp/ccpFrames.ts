/** A frame between a page of Streams and its CCP. */
export interface CoreFrame {
  readonly event: string;
  readonly data?: unknown;
}

/** What goes between the CCP page and its backend: a frame of the window, or one of the port that the Amazon Connect SDK uses. */
export type TabFrame =
  | { readonly channel: "core"; readonly frame: CoreFrame }
  | { readonly channel: "sdk"; readonly frame: Readonly<Record<string, unknown>> };

export type Fields = Readonly<Record<string, unknown>>;

/** The members of an object; none of anything else. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The name that a time has in JSON: pages get real dates, since Streams calls their methods. */
const DATE = "$date";

/** A frame as text. The page's script does the same. */
export const encodeFrame = (frame: TabFrame): string =>
  JSON.stringify(frame, function (this: Fields, key: string, value: unknown) {
    const original = this[key];
    return original instanceof Date ? { [DATE]: original.toISOString() } : value;
  });

const dateOf = (text: string): Date | undefined => {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

/** The member of a table that has this name; nothing of what all objects have. */
export const entryOf = <Entry>(table: Readonly<Record<string, Entry>>, name: string): Entry | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** A frame out of text; undefined when it is none. */
export function decodeFrame(text: string): TabFrame | undefined {
  try {
    const { channel, frame } = fieldsOf(
      JSON.parse(text, (_key, value: unknown) => {
        const date = fieldsOf(value)[DATE];
        return (typeof date === "string" && dateOf(date)) || value;
      }),
    );
    if (channel === "sdk") return { channel, frame: fieldsOf(frame) };
    const { event, data } = fieldsOf(frame);
    return channel === "core" && typeof event === "string" ? { channel, frame: { event, data } } : undefined;
  } catch {
    return undefined;
  }
}
