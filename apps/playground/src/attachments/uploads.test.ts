import { describe, expect, it } from "vitest";
import { settleUploads, sizeText } from "./uploads.js";
import type { Upload } from "./uploads.js";

const upload = (key: string, name: string, status: Upload["status"] = "checking"): Upload => ({
  key,
  name,
  status,
  sizeBytes: 1,
  loadedBytes: 1,
  startedAtMs: 0,
});
const keysAfter = (uploads: readonly Upload[], ...names: string[]) =>
  settleUploads(uploads, { Attachments: names.map((AttachmentName) => ({ AttachmentName })) }).map(
    ({ key }) => key,
  );

describe("settleUploads", () => {
  it("takes the oldest upload of that name away, and leaves failed ones", () => {
    const uploads = [
      upload("a", "x.png", "failed"),
      upload("b", "x.png"),
      upload("c", "x.png"),
      upload("d", "y.png"),
    ];
    expect(keysAfter(uploads, "x.png")).toEqual(["a", "c", "d"]);
    expect(keysAfter(uploads, "x.png", "y.png")).toEqual(["a", "c"]);
    expect(keysAfter(uploads, "other.png")).toEqual(["a", "b", "c", "d"]);
    expect(settleUploads(uploads, {})).toEqual(uploads);
  });
});

describe("sizeText", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [12_345, "12 kB"],
    [3_000_000, "3.0 MB"],
  ])("puts %d bytes into words", (sizeBytes, text) => {
    expect(sizeText(sizeBytes)).toBe(text);
  });
});
