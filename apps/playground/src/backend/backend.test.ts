import { describe, expect, it } from "vitest";
import { readBackend } from "./backend.js";

describe("readBackend", () => {
  it("takes the page's own origin for an emulator when the page says nothing", () => {
    expect(readBackend({}, "http://127.0.0.1:4510")).toEqual({
      kind: "emulator",
      region: "us-west-2",
      endpoint: "http://127.0.0.1:4510",
    });
  });

  it.each([undefined, "https://proxy.example"])("takes region and endpoint %s of AWS", (endpoint) => {
    expect(
      readBackend({ backend: "aws", region: "eu-central-1", endpoint }, "http://127.0.0.1:4510"),
    ).toEqual({ kind: "aws", region: "eu-central-1", endpoint });
  });
});
