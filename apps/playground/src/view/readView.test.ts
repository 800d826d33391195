import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readView } from "./readView.js";

const view = (properties: readonly string[], Actions: readonly string[]) => ({
  Name: "A view",
  Content: {
    InputSchema: JSON.stringify({ properties: Object.fromEntries(properties.map((name) => [name, {}])) }),
    Actions,
  },
});

describe("readView", () => {
  it("makes fields of a form, whose sections may be a JSON text", () => {
    const Sections = JSON.stringify([
      { _id: "orderNumber", Type: "FormInput", Props: { Label: "Order number", Required: true } },
      { _id: "otherReason", Type: "FormInput" },
    ]);
    expect(
      readView(view(["Heading", "Sections"], ["Submit"]), { Heading: "Your order", Sections }),
    ).toMatchObject({
      title: "Your order",
      fields: [
        { name: "orderNumber", label: "Order number", isRequired: true },
        { name: "otherReason", label: "Other reason", isRequired: false },
      ],
      actions: [{ name: "Submit", label: "Submit" }],
    });
  });

  it("makes choices of items and cards, and words of its buttons", () => {
    const data = {
      Items: [{ Heading: "4711", Description: "Shipped", Id: "a" }],
      Cards: [{ Summary: { Id: "b", Heading: "Track" }, Detail: { Heading: "See where" } }],
      NoMatchFound: { Label: "Something else" },
    };
    const form = readView(view([], ["CardSelected", "NoMatchFound", "Back"]), data);
    expect(form.choices).toEqual([
      { id: "a", label: "4711", text: "Shipped" },
      { id: "b", label: "Track", text: "See where" },
    ]);
    expect(form.actions.map(({ label }) => label)).toEqual(["Choose", "Something else", "Back"]);
  });

  it("shows texts and facts in the order of the schema", () => {
    const data = {
      AttributeBar: [{ Label: "Total", Value: 42 }],
      Sections: { TemplateString: "second" },
      Description: "first",
    };
    const form = readView(view(["Description", "Sections"], ["ActionSelected"]), data);
    expect(form).toMatchObject({
      title: "A view",
      texts: ["first", "second"],
      facts: [{ label: "Total", value: "42" }],
      actions: [{ label: "Continue" }],
    });
  });

  it("has a form for any view and any data", () => {
    const content = fc.record({ InputSchema: fc.json(), Actions: fc.jsonValue() as fc.Arbitrary<never> });
    fc.assert(
      fc.property(content, fc.dictionary(fc.string(), fc.jsonValue()), (Content, data) => {
        expect(readView({ Content }, data)).toHaveProperty("actions");
      }),
    );
  });
});
