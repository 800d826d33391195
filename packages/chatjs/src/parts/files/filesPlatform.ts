/** A picture that is to be made. */
export interface PictureShape {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** MIME type; browsers that cannot write it make a PNG. */
  readonly type: string;
  /** Above 0, up to 1. */
  readonly quality: number;
}

/** What the part `files` needs of a page. None of it rejects. */
export interface FilesPlatform {
  /** A picture, upright; undefined for what is none, and where there are no pictures, as in Node. */
  decode(file: Blob): Promise<ImageBitmap | undefined>;
  /** Draws it anew; undefined where that cannot be done. */
  encode(picture: ImageBitmap, shape: PictureShape): Promise<Blob | undefined>;
  /** A file of these bytes; undefined where there are no files. */
  named(bytes: Blob, name: string, type: string): Blob | undefined;
}

/** What of it is among the globals, where they are those of a page. */
export type FilesGlobals = Partial<
  Pick<typeof globalThis, "createImageBitmap" | "OffscreenCanvas" | "document" | "File">
>;

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

function draw(context: Context | null, picture: ImageBitmap, { width, height, type }: PictureShape): boolean {
  if (!context) return false;
  if (type === "image/jpeg") {
    // What is transparent would turn black.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
  }
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
  return true;
}

/** Looks everything up when it is used. */
export function createFilesPlatform(page: FilesGlobals = globalThis): FilesPlatform {
  return {
    async decode(file) {
      const read = async (options?: ImageBitmapOptions) => page.createImageBitmap?.(file, options);
      // Chrome before 112 refuses the word, and does without it what it asks for.
      return read({ imageOrientation: "from-image" })
        .catch(() => read())
        .catch(() => undefined);
    },
    async encode(picture, shape) {
      const { width, height, type, quality } = shape;
      try {
        const offscreen = page.OffscreenCanvas && new page.OffscreenCanvas(width, height);
        if (offscreen && draw(offscreen.getContext("2d"), picture, shape))
          return await offscreen.convertToBlob({ type, quality });
        const canvas = page.document?.createElement("canvas");
        if (!canvas) return undefined;
        Object.assign(canvas, { width, height });
        if (!draw(canvas.getContext("2d"), picture, shape)) return undefined;
        return await new Promise<Blob | undefined>((resolve) =>
          canvas.toBlob((made) => resolve(made ?? undefined), type, quality),
        );
      } catch {
        return undefined;
      }
    },
    named: (bytes, name, type) => page.File && new page.File([bytes], name, { type }),
  };
}
