import { expect, test } from "vitest";
import { createKeptLog } from "./keptLog.js";

test("keeps the latest entries, oldest first", () => {
  const log = createKeptLog<number>(2);
  for (const entry of [1, 2, 3]) log.add(entry);
  expect(log.records()).toEqual([2, 3]);
});

test("tells of each entry once it is there, until it is stopped", () => {
  const log = createKeptLog<number>(2);
  const told: unknown[] = [];
  const stop = log.watch((entry) => told.push([entry, log.records()]));
  log.add(1);
  stop();
  log.add(2);
  expect(told).toEqual([[1, [1]]]);
});
