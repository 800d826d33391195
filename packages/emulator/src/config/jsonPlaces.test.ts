import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonPlaces } from "./jsonPlaces.js";

const text = `{
  "flows": {
    "default": ["Hi", { "do": "wait",
      "ms": -1.5e3 }],
    "a \\"b\\"": []
  }
}
`;

test.each([
  [[], 1, 1],
  [["flows"], 2, 3],
  [["flows", "default"], 3, 5],
  [["flows", "default", 0], 3, 17],
  [["flows", "default", 1, "ms"], 4, 7],
  [["flows", 'a "b"'], 5, 5],
  [["flows", "default", 1, "missing"], 3, 23],
])("%j is at %i:%i", (path, line, column) => {
  expect(findJsonPlaces(text).find(path)).toEqual({ line, column });
});

test.each([
  ["", 1, 1],
  ["{", 1, 2],
  ['{"a": 1,}', 1, 9],
  ['{"a": 1\n "b": 2}', 2, 2],
  ["[1 2]", 1, 4],
  ['["\t"]', 1, 2],
  ["01", 1, 2],
  ["// a comment", 1, 1],
  ["{} {}", 1, 4],
])("%j is no JSON from %i:%i on", (broken, line, column) => {
  expect(findJsonPlaces(broken).failure).toEqual({ line, column });
});

test("it takes for JSON what is JSON, and nothing else", () => {
  const isJson = (value: string) => {
    try {
      JSON.parse(value);
      return true;
    } catch {
      return false;
    }
  };
  const cut = fc.tuple(fc.json(), fc.nat(), fc.nat({ max: 2 })).map(([json, at, length]) => {
    const start = at % (json.length + 1);
    return json.slice(0, start) + json.slice(start + length);
  });
  fc.assert(
    fc.property(fc.oneof(fc.json(), cut, fc.string()), (value) => {
      expect(findJsonPlaces(value).failure === undefined).toBe(isJson(value));
    }),
  );
});
