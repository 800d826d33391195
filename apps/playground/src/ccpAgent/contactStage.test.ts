import { expect, it } from "vitest";
import { contactStage } from "./contactStage.js";

it.each([
  ["incoming", "ringing"],
  ["connecting", "ringing"],
  ["connected", "open"],
  ["ended", "afterContact"],
  ["rejected", "declined"],
  ["missed", "missed"],
  ["error", "missed"],
])("a contact that is %s is %s for the agent", (state, stage) => {
  expect(contactStage(state)).toBe(stage);
});
