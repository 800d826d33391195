/** A version-4 UUID out of 16 random bytes. Only the first 16 count; missing ones are 0. */
export const uuidFromBytes = (bytes: ArrayLike<number>): string =>
  "0,1,2,3-4,5-6,7-8,9-10,11,12,13,14,15".replace(/\d+,?/g, (place) => {
    const index = parseInt(place);
    const byte = (bytes[index] ?? 0) & 255;
    const marked = index === 6 ? (byte & 15) | 64 : index === 8 ? (byte & 63) | 128 : byte;
    return (marked + 256).toString(16).slice(1);
  });
