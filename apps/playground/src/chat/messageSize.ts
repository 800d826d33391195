/** The service refuses longer messages. */
export const MAX_MESSAGE_SIZE_BYTES = 16_384;

/** By how many bytes of UTF-8 a text is too long; 0 when it fits. */
export function excessBytes(text: string): number {
  return Math.max(0, new TextEncoder().encode(text).length - MAX_MESSAGE_SIZE_BYTES);
}
