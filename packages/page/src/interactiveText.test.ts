import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interactiveText } from "./interactiveText.js";

describe("interactiveText", () => {
  it("lists the slots of a time picker", () => {
    const content = { title: "When?", timeslots: [{ date: "2026-01-20T17:00+00:00", duration: 60 }] };
    const json = JSON.stringify({ templateType: "TimePicker", data: { content } });
    expect(interactiveText(json)).toBe("When?\n• 2026-01-20T17:00+00:00");
  });

  it("lists the cards of a carousel", () => {
    const card = {
      templateType: "Panel",
      data: { content: { title: "Lisbon", elements: [{ title: "Book" }] } },
    };
    const json = JSON.stringify({
      templateType: "Carousel",
      data: { content: { title: "Trips", elements: [card] } },
    });
    expect(interactiveText(json)).toBe("Trips\n• Lisbon");
  });

  it("names the template when there is nothing to read in it", () => {
    expect(interactiveText('{"templateType":"ViewResource","data":{"content":{}}}')).toBe(
      "Interactive message (ViewResource)",
    );
  });

  it("says so when the content is not JSON", () => {
    expect(interactiveText("{")).toBe("Interactive message that this page cannot read");
  });

  it("has words for any JSON", () => {
    fc.assert(fc.property(fc.json(), (json) => interactiveText(json) !== ""));
    fc.assert(
      fc.property(fc.jsonValue(), (content) => interactiveText(JSON.stringify({ data: { content } })) !== ""),
    );
  });
});
