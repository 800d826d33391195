/** A key that was pressed, as the browser tells of it. */
interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/**
 * Whether a key sends what was written: Enter, unless Shift makes it a new line, or an input method picks a word with it. Of the
 * Enter that ends a composition Safari says so in `keyCode` alone.
 */
export const isSendKey = ({ key, shiftKey, isComposing, keyCode }: PressedKey): boolean =>
  key === "Enter" && !shiftKey && !isComposing && keyCode !== 229;
