import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";

const supportedContentTypes = [
  "text/plain",
  "application/vnd.amazonaws.connect.message.interactive",
  "application/vnd.amazonaws.connect.message.interactive.response",
];

test("a view that was shown is described by its token, whatever letters that has", async () => {
  const stage = createStage();
  const customer = await stage.customer({ supportedContentTypes });
  const { contactId } = customer;
  const { viewToken, Id } = stage.emulator.control.showView({ contactId, view: "form" });
  expect(viewToken).toMatch(/\+\/=$/);
  const message = stage.transcript(contactId).at(-1)!;
  expect(message).toMatchObject({ Id, DisplayName: "BOT", ParticipantRole: "SYSTEM" });
  const { data } = JSON.parse(message.Content!) as { data: { content: Record<string, unknown> } };
  expect(data.content).toMatchObject({ viewId: "arn:aws:connect:us-west-2:aws:view/form:1", viewToken });
  const { View } = await customer.call("DescribeView", { ViewToken: viewToken });
  expect(View).toMatchObject({ Id: "form", Name: "Form", Version: 1 });
  const { InputSchema, Template, Actions } = View!.Content!;
  expect(JSON.parse(InputSchema!)).toMatchObject({ type: "object", required: ["Sections"] });
  expect(JSON.parse(Template!)).toMatchObject({ Head: { Title: "Form" } });
  expect(Actions).toEqual(["Submit", "Back"]);
});

test("views of one's own are shown by name or as they are, with one's own data", async () => {
  const mine = { Id: "mine", Name: "Form", Content: { Template: "{}" } };
  const stage = createStage({ views: [mine] });
  const customer = await stage.customer({ supportedContentTypes });
  const { contactId } = customer;
  for (const view of ["mine", "Form", mine]) {
    const { viewToken } = stage.emulator.control.showView({ contactId, view, data: { Heading: "Hi" } });
    expect((await customer.call("DescribeView", { ViewToken: viewToken })).View).toEqual(mine);
    const { data } = JSON.parse(stage.transcript(contactId).at(-1)!.Content!) as {
      data: { content: { viewData: unknown } };
    };
    expect(data.content.viewData).toEqual({ Heading: "Hi" });
  }
});

test("a token of another chat, or of none, is not found", async () => {
  const stage = createStage();
  const [avery, blair] = [
    await stage.customer({ supportedContentTypes }),
    await stage.customer({ supportedContentTypes }),
  ];
  const { viewToken } = stage.emulator.control.showView({ contactId: avery.contactId, view: "list" });
  for (const ViewToken of [viewToken, "unknown", "__proto__"]) {
    const refused = await blair.callRaw("DescribeView", { ViewToken });
    expect([refused.status, refused.headers.get("x-amzn-errortype")]).toEqual([
      404,
      "ResourceNotFoundException",
    ]);
  }
  expect((await blair.callRaw("DescribeView", { ViewToken: "v".repeat(1_001) })).status).toBe(400);
});
