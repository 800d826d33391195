import { expect, it } from "vitest";
import { simulateShift } from "./shift.js";

/** `npm run simulate` plays eight. */
const HOURS = 2;

it("an agent's shift loses nothing and leaves nothing behind: no session, timer, request or part in a manager", async () => {
  const { violations, contacts, outages, restarts } = await simulateShift(2, HOURS);
  expect(violations).toEqual([]);
  expect(Math.min(contacts / 50, outages / 10, restarts)).toBeGreaterThanOrEqual(1);
});
