const encoder = new TextEncoder();

/** The size of a text on the wire. */
export const sizeInBytes = (content: string): number => encoder.encode(content).length;
