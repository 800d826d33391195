const hex = (byte: number) => byte.toString(16).padStart(2, "0");

/** A version-4 UUID out of 16 random bytes. Only the first 16 count; missing ones are 0. */
export function uuidFromBytes(bytes: ArrayLike<number>): string {
  const text = Array.from({ length: 16 }, (_, index) => {
    const byte = (bytes[index] ?? 0) & 255;
    return hex(index === 6 ? (byte & 15) | 64 : index === 8 ? (byte & 63) | 128 : byte);
  }).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
