const chunkSize = 32_768;

/** Bytes as base64, in Node and in a page alike. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  // A call takes so many arguments at most.
  for (let start = 0; start < bytes.length; start += chunkSize)
    text += String.fromCharCode(...bytes.subarray(start, start + chunkSize));
  return btoa(text);
}

/** @throws DOMException for what is not base64. */
export const fromBase64 = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
