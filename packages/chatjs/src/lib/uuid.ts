/** A version-4 UUID out of 16 random bytes. */
export const uuidFromBytes = (bytes: Iterable<number>): string =>
  [...bytes]
    .map((byte) => (byte + 256).toString(16).slice(1))
    .join("")
    // One digit becomes the version, another the variant.
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-4$3-8$4-");
