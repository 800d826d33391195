import { expect, it } from "vitest";
import { userAgentOf } from "./userAgent.js";

it.each([
  [undefined, "AmazonConnect-ChatJS/6.0.0"],
  ["", "AmazonConnect-ChatJS/6.0.0"],
  ["MyApp/1.2 (x; y)", "AmazonConnect-ChatJS/6.0.0-MyApp/1.2--x--y-"],
  ["a\r\nx-amz-bearer: b", "AmazonConnect-ChatJS/6.0.0-a--x-amz-bearer--b"],
  ["é😀", "AmazonConnect-ChatJS/6.0.0----"],
])("with the suffix %j is %s", (suffix, expected) => {
  expect(userAgentOf("6.0.0", suffix)).toBe(expected);
});
