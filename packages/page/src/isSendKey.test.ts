import { expect, it } from "vitest";
import { isSendKey } from "./isSendKey.js";

const enter = { key: "Enter", shiftKey: false, isComposing: false, keyCode: 13 };
it.each([
  ["Enter", {}, true],
  ["Enter with Shift", { shiftKey: true }, false],
  ["another key", { key: "a", keyCode: 65 }, false],
  ["Enter while an input method composes", { isComposing: true, keyCode: 229 }, false],
  ["the Enter that ends a composition, in Safari", { keyCode: 229 }, false],
])("says of %s whether it sends", (_what, pressed, sends) => {
  expect(isSendKey({ ...enter, ...pressed })).toBe(sends);
});
