import fc from "fast-check";
import { expect, test } from "vitest";
import { uploadHeaders } from "./uploadHeaders.js";

const dispositionOf = (name: string) =>
  uploadHeaders({ contactId: "c", initialContactId: "c", name, contentType: "image/png", sizeBytes: 1 })[
    "Content-Disposition"
  ]!;

test.each([
  ["receipt.png", 'attachment; filename="receipt.png"'],
  ['a "b" \\.png', 'attachment; filename="a \\"b\\" \\\\.png"'],
  ["é'(1).png", "attachment; filename=\"_'(1).png\"; filename*=UTF-8''%C3%A9%27%281%29.png"],
  ["a\r\nX: b", "attachment; filename=\"a__X: b\"; filename*=UTF-8''a%0D%0AX%3A%20b"],
  ["é".repeat(200), `attachment; filename="${"_".repeat(200)}"`],
  ["n".repeat(256), "attachment"],
])("the name %j is sent as %j", (name, disposition) => {
  expect(dispositionOf(name)).toBe(disposition);
});

test("any name makes a header that can be sent and is not longer than the model allows", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 256, unit: "binary" }), (name) => {
      const disposition = dispositionOf(name);
      expect(disposition.length).toBeLessThanOrEqual(256);
      const headers = new Headers({ "Content-Disposition": disposition });
      expect(headers.get("content-disposition")).toBe(disposition);
    }),
  );
});
