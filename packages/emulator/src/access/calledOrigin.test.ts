import { expect, test } from "vitest";
import { calledOrigin } from "./calledOrigin.js";

test.each([
  [undefined, "http://shop.example:8080"],
  ["https", "https://shop.example:8080"],
  ["http", "http://shop.example:8080"],
  ["HTTPS", "https://shop.example:8080"],
  ["https, http", "https://shop.example:8080"],
  ["javascript", "http://shop.example:8080"],
  ["httpsome", "http://shop.example:8080"],
  ["https://evil.test", "http://shop.example:8080"],
  ["", "http://shop.example:8080"],
])("with X-Forwarded-Proto %j a request went to %s", (forwardedProto, origin) => {
  expect(calledOrigin("http://shop.example:8080/participant/connection?a", forwardedProto)).toBe(origin);
});

test("the port that the proxy's scheme implies is left out", () => {
  expect(calledOrigin("http://shop.example:443/", "https")).toBe("https://shop.example");
});
