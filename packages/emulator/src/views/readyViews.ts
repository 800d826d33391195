import type { View } from "@amazon-connect-chat/protocol";

/** A view, and data to show it with. */
export interface ReadyView {
  readonly view: View;
  readonly data: Readonly<Record<string, unknown>>;
}

type PropertyType = "string" | "array" | "object" | "boolean";

/**
 * A view in the form of those that Amazon Connect brings along. What is inside of `Template` there is known to its own renderer only;
 * here it names the parts in order and what each shows.
 */
const makeView = (
  name: string,
  properties: Readonly<Record<string, PropertyType>>,
  { required, actions }: { readonly required: readonly string[]; readonly actions: readonly string[] },
): View => {
  const id = name.toLowerCase();
  const schemaOf = (type: PropertyType) => ({ type });
  return {
    Id: id,
    Arn: `arn:aws:connect:us-west-2:aws:view/${id}:1`,
    Name: name,
    Version: 1,
    Content: {
      InputSchema: JSON.stringify({
        type: "object",
        properties: Object.fromEntries(
          Object.entries(properties).map(([property, type]) => [property, schemaOf(type)]),
        ),
        required,
      }),
      Template: JSON.stringify({
        Head: { Title: name },
        Body: Object.keys(properties).map((property) => ({ Type: property, Content: `$.${property}` })),
      }),
      Actions: actions,
    },
  };
};

const detail: ReadyView = {
  view: makeView(
    "Detail",
    { Heading: "string", Description: "string", Sections: "object", AttributeBar: "array" },
    { required: ["Sections"], actions: ["ActionSelected", "Back"] },
  ),
  data: {
    Heading: "Order 4711",
    Description: "On its way to you",
    Sections: { TemplateString: "Three items, to be delivered on Tuesday." },
    AttributeBar: [
      { Label: "Status", Value: "Shipped" },
      { Label: "Total", Value: "42.00" },
    ],
  },
};

const list: ReadyView = {
  view: makeView(
    "List",
    { Heading: "string", SubHeading: "string", Items: "array" },
    { required: ["Items"], actions: ["ActionSelected", "Back"] },
  ),
  data: {
    Heading: "Your orders",
    SubHeading: "The latest three",
    Items: [
      { Heading: "4711", Description: "Shipped", Id: "4711" },
      { Heading: "4712", Description: "Being packed", Id: "4712" },
      { Heading: "4713", Description: "Delivered", Id: "4713" },
    ],
  },
};

const form: ReadyView = {
  view: makeView(
    "Form",
    { Heading: "string", Sections: "array" },
    { required: ["Sections"], actions: ["Submit", "Back"] },
  ),
  data: {
    Heading: "Your order",
    // Values may be JSON texts in themselves.
    Sections: JSON.stringify([
      { _id: "orderNumber", Type: "FormInput", Props: { Label: "Order number", Required: true } },
      { _id: "reason", Type: "FormInput", Props: { Label: "What is wrong?" } },
    ]),
  },
};

const confirmation: ReadyView = {
  view: makeView(
    "Confirmation",
    { Heading: "string", SubHeading: "string", Graphic: "object" },
    { required: ["Heading"], actions: ["Next", "Back"] },
  ),
  data: {
    Heading: "Thank you",
    SubHeading: "We have got your request",
    Graphic: { Include: true },
  },
};

const cards: ReadyView = {
  view: makeView(
    "Cards",
    { Heading: "string", Cards: "array", NoMatchFound: "object" },
    { required: ["Cards"], actions: ["CardSelected", "NoMatchFound", "Back"] },
  ),
  data: {
    Heading: "What do you need?",
    Cards: [
      { Summary: { Id: "return", Heading: "Return an order" }, Detail: { Heading: "Returns take a week" } },
      { Summary: { Id: "track", Heading: "Track an order" }, Detail: { Heading: "See where it is" } },
    ],
    NoMatchFound: { Label: "Something else" },
  },
};

/** The views that Amazon Connect brings along, by id. */
export const readyViews: Readonly<Record<string, ReadyView>> = { detail, list, form, confirmation, cards };
