/** The size of a text on the wire. */
export const sizeInBytes = (content: string): number => new TextEncoder().encode(content).length;
