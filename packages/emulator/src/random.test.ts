import { expect, test } from "vitest";
import { createCryptoRandom, createSeededRandom } from "./random.js";

const draw = (random: ReturnType<typeof createCryptoRandom>, count: number) =>
  Array.from({ length: count }, () => random.nextUint32());

test("numbers nobody can guess do not come again, and fill their whole range", () => {
  const numbers = draw(createCryptoRandom(), 1_000);
  expect(new Set([...numbers, ...draw(createCryptoRandom(), 1_000)]).size).toBeGreaterThan(1_990);
  expect(numbers.every((number) => Number.isInteger(number) && number >= 0 && number < 2 ** 32)).toBe(true);
  expect(numbers.some((number) => number > 2 ** 31)).toBe(true);
});

test("the same seed gives the same numbers", () => {
  expect(draw(createSeededRandom(1), 10)).toEqual(draw(createSeededRandom(1), 10));
  expect(draw(createSeededRandom(1), 10)).not.toEqual(draw(createSeededRandom(2), 10));
});
