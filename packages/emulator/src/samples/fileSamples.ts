/** A small file that can be attached. */
interface FileSample {
  readonly name: string;
  readonly contentType: string;
  readonly contentBase64: string;
}

/** Files for scenarios, by name. */
export const fileSamples = {
  picture: {
    name: "receipt.png",
    contentType: "image/png",
    // 16 by 16 pixels of one blue.
    contentBase64:
      "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mPgLLpMEmIY1TCqYfhqAADG8k4Qz8z/HQAAAABJRU5ErkJggg==",
  },
  text: {
    name: "terms.txt",
    contentType: "text/plain",
    contentBase64: btoa("Goods may be returned within 30 days.\n"),
  },
} as const satisfies Readonly<Record<string, FileSample>>;
