import { element } from "@amazon-connect-chat/page/element.js";

/** Long enough for the browser to have begun with the file. */
const URL_LIFE_MS = 60_000;

/** Puts bytes into the reader's downloads. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), URL_LIFE_MS);
}
