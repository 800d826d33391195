import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { downscaleOn } from "./downscale.js";
import { createFilesPlatform } from "./filesPlatform.js";
import type { FilesPlatform, PictureShape } from "./filesPlatform.js";

/** A page whose pictures have the size that their file says, and take a byte for so many pixels. */
function createPage({ width = 4_000, height = 3_000, pixelsPerByte = 10, writes = "" } = {}) {
  const shapes: PictureShape[] = [];
  let open = 0;
  const page: FilesPlatform = {
    decode() {
      open += 1;
      return Promise.resolve({ width, height, close: () => (open -= 1) } as unknown as ImageBitmap);
    },
    encode(_picture, shape) {
      shapes.push(shape);
      const bytes = Math.ceil((shape.width * shape.height) / pixelsPerByte);
      return Promise.resolve(new Blob(["x".repeat(bytes)], { type: writes || shape.type }));
    },
    named: (bytes, name, type) => new File([bytes], name, { type }),
  };
  return { page, shapes, open: () => open };
}
const picture = (size = 5_000_000, type = "image/jpeg", name = "photo.jpg") =>
  new File([new Uint8Array(size)], name, { type });

describe("a picture", () => {
  it("keeps its shape when it gets smaller, and its name and type", async () => {
    const { page, shapes, open } = createPage();
    const made = (await downscaleOn(page, { maxWidth: 1_000, maxHeight: 900 })(picture())) as File;
    expect(shapes).toEqual([{ width: 1_000, height: 750, type: "image/jpeg", quality: 0.85 }]);
    expect([made.name, made.type, made.size, open()]).toEqual(["photo.jpg", "image/jpeg", 75_000, 0]);
  });

  it("gets smaller until it has few enough bytes", async () => {
    const { page, shapes } = createPage();
    const made = (await downscaleOn(page, { maxBytes: 20_000 })(picture())) as File;
    expect(made.size).toBeLessThanOrEqual(20_000);
    expect(shapes.length).toBeLessThan(5);
  });

  it("never has more bytes than asked for, unless a pixel has", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1_000, max: 100_000 }),
        fc.integer({ min: 1, max: 50 }),
        async (maxBytes, pixelsPerByte) => {
          const { page, open } = createPage({ width: 800, height: 600, pixelsPerByte });
          const made = (await downscaleOn(page, { maxBytes })(picture(500_000))) as File;
          expect([made.size <= maxBytes, open()]).toEqual([true, 0]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each(["heic", "webp"])("of the type %s becomes a JPEG, and is called so", async (type) => {
    const { page } = createPage({ width: 100, height: 100 });
    const made = (await downscaleOn(page)(picture(10, `image/${type}`, `IMG.1.${type}`))) as File;
    expect([made.name, made.type]).toEqual(["IMG.1.jpg", "image/jpeg"]);
  });

  it("is read by browsers that know of no orientation, as they turn every picture", async () => {
    const { page } = createPage();
    const bitmap = { width: 4_000, height: 3_000, close: () => undefined };
    const createImageBitmap = (_file: Blob, options?: object) =>
      options ? Promise.reject(new TypeError("no valid enum value")) : Promise.resolve(bitmap);
    const { decode } = createFilesPlatform({ createImageBitmap } as never);
    expect(await decode(new Blob())).toBe(bitmap);
    const made = (await downscaleOn({ ...page, decode }, { maxWidth: 1_000 })(picture())) as File;
    expect(made.size).toBe(75_000);
  });

  it("is called what it was written as, where the browser cannot write what was wanted", async () => {
    const { page } = createPage({ writes: "image/png" });
    const made = (await downscaleOn(page, { type: "image/webp" })(picture())) as File;
    expect([made.name, made.type]).toEqual(["photo.png", "image/png"]);
  });
});

describe("what is handed on as it is", () => {
  const small = { width: 100, height: 100 };
  it.each([
    ["no picture", new File(["x"], "a.txt", { type: "text/plain" }), {}],
    ["a GIF", picture(5_000_000, "image/gif", "a.gif"), {}],
    ["an SVG", picture(5_000, "image/svg+xml", "a.svg"), {}],
    ["a PNG that moves", new File(["\x89PNG....acTL...."], "a.png", { type: "image/png" }), {}],
    ["a WebP that moves", new File(["RIFF....WEBPVP8X....ANIM"], "a.webp", { type: "image/webp" }), {}],
    ["what is small enough", picture(100), small],
    ["what would not get smaller", picture(100), {}],
    ["what lies on a device", { uri: "file:///a.png", name: "a.png", type: "image/png", size: 3 }, {}],
  ])("%s", async (_which, file, size) => {
    const { page } = createPage(size);
    expect(await downscaleOn(page)(file)).toBe(file);
  });

  it("any file where nobody can draw", async () => {
    const file = picture();
    expect(await downscaleOn(createFilesPlatform({}))(file)).toBe(file);
    const { page } = createPage();
    expect(await downscaleOn({ ...page, encode: () => Promise.resolve(undefined) })(file)).toBe(file);
    expect(await downscaleOn({ ...page, named: () => undefined })(file)).toBe(file);
  });

  it("a picture that the engine will not read or write", async () => {
    const file = picture();
    const createImageBitmap = () => Promise.reject(new Error("no picture"));
    expect(await downscaleOn(createFilesPlatform({ createImageBitmap }))(file)).toBe(file);
    class OffscreenCanvas {
      getContext() {
        throw new Error("too large");
      }
    }
    const { page } = createPage();
    const broken = createFilesPlatform({ OffscreenCanvas } as never);
    expect(await downscaleOn({ ...page, encode: broken.encode })(file)).toBe(file);
  });
});

it.each([
  [{ maxWidth: 0 }, "maxWidth"],
  [{ maxHeight: NaN }, "maxHeight"],
  [{ maxBytes: -1 }, "maxBytes"],
  [{ quality: 1.5 }, "quality"],
  [{ type: "image/gif" }, "type"],
])("refuses the option %j", (options, name) => {
  expect(() => downscaleOn(createPage().page, options as never)).toThrow(`unable to downscale; ${name}`);
});
