import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkFile } from "./checkFile.js";
import { acceptOf, allowedTypes, CONNECT_FILE_RULES, contentTypeOf, readFileRules } from "./fileRules.js";

const MAX = 20_971_520;
const described = (more: object = {}) => ({
  uri: "file:///photo.png",
  name: "photo.png",
  type: "image/png",
  size: 3,
  ...more,
});
const codesOf = (...args: Parameters<typeof checkFile>) => checkFile(...args).map(({ code }) => code);

describe("a file is fine", () => {
  it.each([
    ["of the smallest size", described({ size: 1 })],
    ["of the largest size", described({ size: MAX })],
    ["with the longest name", described({ name: "n".repeat(256) })],
    ["whose type is written in capitals", described({ type: "IMAGE/PNG" })],
    ["whose type only its extension tells", described({ name: "Photo.HEIC", type: "" })],
    ["whose picker told no type", described({ type: undefined })],
    ["that is one of a browser", new File(["x"], "order.txt", { type: "text/plain" })],
    ["that has no name", new Blob(["x"], { type: "text/plain" })],
  ])("%s", (_which, file) => {
    expect(checkFile(file as Blob)).toEqual([]);
  });
});

describe("a file has a problem", () => {
  it.each([
    ["without bytes", described({ size: 0 }), "EMPTY", undefined],
    ["whose size nobody knows", described({ size: undefined }), "SIZE_UNKNOWN", undefined],
    ["whose size is no number", described({ size: NaN }), "SIZE_UNKNOWN", undefined],
    ["with a byte too many", described({ size: MAX + 1 }), "TOO_LARGE", MAX],
    [
      "of another type",
      described({ type: "image/gif" }),
      "TYPE_NOT_ALLOWED",
      allowedTypes(CONNECT_FILE_RULES),
    ],
    [
      "of an unknown extension and no type",
      described({ name: "a.exe", type: "" }),
      "TYPE_NOT_ALLOWED",
      allowedTypes(CONNECT_FILE_RULES),
    ],
    ["whose picker told no size", described({ size: null }), "SIZE_UNKNOWN", undefined],
    ["whose picker told no name", described({ name: null }), "NAME_MISSING", undefined],
    ["with an empty name", described({ name: "" }), "NAME_MISSING", undefined],
    ["with too long a name", described({ name: "n".repeat(257) }), "NAME_TOO_LONG", 256],
  ])("%s", (_which, file, code, limit) => {
    const [problem, ...more] = checkFile(file);
    expect([problem?.code, problem?.limit, more]).toEqual([code, limit, []]);
  });

  it("when the chat is full", () => {
    expect(codesOf(described(), CONNECT_FILE_RULES, 34)).toEqual([]);
    expect(codesOf(described(), CONNECT_FILE_RULES, 35)).toEqual(["TOO_MANY"]);
  });

  it("and all of them are told", () => {
    expect(codesOf(described({ size: 0, type: "x/y", name: "" }), CONNECT_FILE_RULES, 36)).toEqual([
      "EMPTY",
      "TYPE_NOT_ALLOWED",
      "NAME_MISSING",
      "TOO_MANY",
    ]);
  });

  it("that says what to do, and never its name", () => {
    const [problem] = checkFile(described({ name: "secret.png", size: 30_000_000 }));
    expect(problem?.message).toBe(
      "the file has 30,000,000 bytes, and 20,971,520 are allowed; choose a smaller one",
    );
    const name = "secret-".repeat(50);
    expect(JSON.stringify(checkFile(described({ name, type: "", size: 0 })))).not.toContain("secret");
  });
});

it.each([[undefined], [null], ["photo.png"]])("refuses %j, which is no file", (file) => {
  expect(() => checkFile(file as never)).toThrow(/must be a File/);
});

it("judges any file at all by the rules and nothing else", () => {
  const rules = readFileRules({ maxBytes: 10, maxNameLength: 4, types: { ".a": ["x/a"], ".b": ["x/b"] } });
  fc.assert(
    fc.property(
      fc.record({ size: fc.nat(20), type: fc.constantFrom("", "x/a", "X/B", "x/c"), name: fc.string() }),
      (file) => {
        const isFine =
          file.size > 0 &&
          file.size <= 10 &&
          file.name.length > 0 &&
          file.name.length <= 4 &&
          ["x/a", "x/b"].includes(contentTypeOf(file, rules).toLowerCase());
        expect(codesOf({ uri: "u", ...file }, rules).length === 0).toBe(isFine);
      },
    ),
  );
});

describe("the rules of an instance", () => {
  it("are those of the service where the page says nothing else", () => {
    expect(readFileRules({})).toEqual(CONNECT_FILE_RULES);
    expect(allowedTypes(readFileRules({ types: { ".webp": ["image/WebP"] } }))).toEqual(["image/webp"]);
    const types = { ".webp": ["image/webp"], ...CONNECT_FILE_RULES.types };
    expect(readFileRules({ maxBytes: 1, maxFiles: undefined, types })).toEqual({
      ...CONNECT_FILE_RULES,
      maxBytes: 1,
      types,
    });
  });

  it("are what an input accepts", () => {
    expect(
      acceptOf({ ...CONNECT_FILE_RULES, types: { ".jpg": ["image/jpeg"], ".jpeg": ["image/jpeg"] } }),
    ).toBe(".jpg,.jpeg,image/jpeg");
    expect(acceptOf()).toContain(".heic");
  });

  it.each([
    [{ maxBytes: 0 }, "maxBytes"],
    [{ maxFiles: -1 }, "maxFiles"],
    [{ maxNameLength: NaN }, "maxNameLength"],
    [{ maxBytes: "20 MB" }, "maxBytes"],
    [{ types: ["image/png"] }, "types"],
    [{ types: null }, "types"],
    [{ types: { png: ["image/png"] } }, "types"],
    [{ types: { ".png": "image/png" } }, "types"],
    [{ types: { ".png": [] } }, "types"],
    [{ types: { ".png": [""] } }, "types"],
  ])("are refused as %j", (given, name) => {
    expect(() => readFileRules(given as never)).toThrow(`unable to check files; ${name}`);
  });
});
