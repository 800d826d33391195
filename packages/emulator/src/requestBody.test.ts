import { expect, test } from "vitest";
import { ConnectionCut } from "./faults/connectionCut.js";
import { readRequestBody } from "./requestBody.js";

const maxSizeBytes = 4;
const asStream = (text: string) => new Blob([text]).stream();
const request = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request("http://127.0.0.1/", { method: "POST", body, headers, duplex: "half" } as RequestInit);

test.each([
  ["nothing", request(null), ""],
  ["nothing, said to be so", request(null, { "Content-Length": "0" }), ""],
  ["a text that fits", request("abcd", { "Content-Length": "4" }), "abcd"],
  ["a stream that fits", request(asStream("abcd")), "abcd"],
  ["a text that is said to be too long", request("abcd", { "Content-Length": "5" }), undefined],
  ["a text that is longer than it says", request("abcde", { "Content-Length": "4" }), undefined],
  ["a text with no length that can be read", request("abcde", { "Content-Length": "short" }), undefined],
  ["a stream that is too long", request(asStream("abcde")), undefined],
  ["a length in bytes, not letters", request("ééé", { "Content-Length": "6" }), undefined],
])("reads %s up to the limit", async (_, given, text) => {
  expect(await readRequestBody(given, maxSizeBytes)).toBe(text);
});

test("stops reading a stream at the limit", async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(2));
    },
  });
  expect(await readRequestBody(request(endless), maxSizeBytes)).toBeUndefined();
  expect(pulled).toBeLessThan(10);
});

test.each([
  ["a stream that breaks off", {}],
  ["one that says how long it is", { "Content-Length": "4" }],
])(
  "a body that does not come is no failure of the emulator: %s",
  async (_, headers: Record<string, string>) => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error("reset")) });
    await expect(readRequestBody(request(broken, headers), maxSizeBytes)).rejects.toBeInstanceOf(
      ConnectionCut,
    );
  },
);
