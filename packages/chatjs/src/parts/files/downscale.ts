import { IllegalArgumentError } from "../../errors.js";
import type { AttachmentFile } from "../../participant/attachments.js";
import type { FilesPlatform } from "./filesPlatform.js";
import type { PrepareFile } from "./filesTypes.js";

const WRITTEN_TYPES = ["image/jpeg", "image/png", "image/webp"] as const;

/** How large a picture may be. */
export interface DownscaleOptions {
  /** In pixels. @defaultValue 2048 */
  readonly maxWidth?: number | undefined;
  /** In pixels. @defaultValue 2048 */
  readonly maxHeight?: number | undefined;
  /** Of the file; its picture gets smaller until it fits. @defaultValue any number */
  readonly maxBytes?: number | undefined;
  /** What pictures are written as. @defaultValue what they are, where that is JPEG or PNG; otherwise JPEG, as the service takes no WebP by default */
  readonly type?: (typeof WRITTEN_TYPES)[number] | undefined;
  /** Of JPEG and WebP: above 0, up to 1. @defaultValue 0.85 */
  readonly quality?: number | undefined;
}

/** With each the picture loses a tenth of its width at least. */
const MAX_ROUNDS = 12;
/** So many bytes tell whether a PNG or WebP moves. */
const HEAD_BYTES = 65_536;

/** What their beginning has in it when they move. */
const MOVING: Readonly<Record<string, string>> = { "image/png": "acTL", "image/webp": "ANIM" };

/** What moves would stand still, and nobody needs fewer pixels of an SVG. */
async function mustStay(file: Blob): Promise<boolean> {
  if (/^image\/(gif|svg)/.test(file.type)) return true;
  const mark = MOVING[file.type];
  return mark !== undefined && (await file.slice(0, HEAD_BYTES).text()).includes(mark);
}

function readOptions(options: DownscaleOptions) {
  const { maxWidth = 2048, maxHeight = 2048, maxBytes = Infinity, quality = 0.85, type } = options;
  for (const [name, limit] of Object.entries({ maxWidth, maxHeight, maxBytes, quality }))
    if (!(limit > 0))
      throw new IllegalArgumentError(`unable to downscale; ${name} must be a number above 0`, limit);
  if (quality > 1)
    throw new IllegalArgumentError("unable to downscale; quality must not be above 1", quality);
  if (type !== undefined && !WRITTEN_TYPES.includes(type))
    throw new IllegalArgumentError(`unable to downscale; type must be one of ${WRITTEN_TYPES.join()}`, type);
  return { maxWidth, maxHeight, maxBytes, quality, type };
}

/** @throws IllegalArgumentError for an option that is none */
export function downscaleOn(platform: FilesPlatform, options: DownscaleOptions = {}): PrepareFile {
  const { maxWidth, maxHeight, maxBytes, quality, type: wanted } = readOptions(options);

  const redraw = async (picture: ImageBitmap, file: Blob): Promise<Blob> => {
    const type = wanted ?? (file.type === "image/png" ? file.type : "image/jpeg");
    const { width, height } = picture;
    let scale = Math.min(1, maxWidth / width, maxHeight / height);
    if (scale === 1 && file.size <= maxBytes && type === file.type) return file;
    let made: Blob | undefined;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const side = (length: number) => Math.max(1, Math.floor(length * scale));
      made = await platform.encode(picture, { width: side(width), height: side(height), type, quality });
      if (!made || made.size <= maxBytes) break;
      scale *= Math.min(0.9, Math.sqrt(maxBytes / made.size));
    }
    if (!made || (type === file.type && made.size >= file.size)) return file;
    const { name = "attachment" } = file as { readonly name?: string };
    // A browser that cannot write the type has written another one.
    const extension = made.type === "image/jpeg" ? "jpg" : made.type.slice("image/".length);
    const newName = made.type === file.type ? name : `${name.replace(/\.[^.]*$/, "")}.${extension}`;
    return platform.named(made, newName, made.type) ?? file;
  };

  return async (file: AttachmentFile) => {
    if ("uri" in file || !file.type.startsWith("image/") || (await mustStay(file))) return file;
    const picture = await platform.decode(file);
    if (!picture) return file;
    try {
      return await redraw(picture, file);
    } finally {
      picture.close();
    }
  };
}
