import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { uuidFromBytes } from "./uuid.js";

it("marks version 4 and the RFC variant, whatever the bytes", () => {
  const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      expect(uuidFromBytes(bytes)).toMatch(uuid);
    }),
  );
});

it("keeps all other digits of its bytes", () => {
  const bytes = Array.from({ length: 16 }, (_, index) => index * 16 + index);
  expect(uuidFromBytes(bytes)).toBe("00112233-4455-4677-8899-aabbccddeeff");
});

it("does without Array.from, which older libraries of pages replace by one that takes no function", () => {
  const from = vi
    .spyOn(Array, "from")
    .mockImplementation(((list: ArrayLike<unknown>) =>
      Array.prototype.slice.call(list)) as typeof Array.from);
  const made = uuidFromBytes(new Uint8Array(16).fill(255));
  from.mockRestore();
  expect(made).toBe("ffffffff-ffff-4fff-8fff-ffffffffffff");
});
