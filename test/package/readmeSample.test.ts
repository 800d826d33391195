import { afterAll, beforeAll, expect, it } from "vitest";
import { createSamplePages } from "../support/samplePages.js";
import type { SamplePages } from "../support/samplePages.js";
import { sample } from "../support/samples.js";

let pages: SamplePages;
beforeAll(async () => {
  pages = await createSamplePages();
});
afterAll(() => pages.close());

it("the README's samples of a chat run as printed", async () => {
  const { lines, errors } = await pages.openModule(["customer"]);
  await expect.poll(() => lines).toContain("Avery: Hello, I need help.");
  expect(lines).toContain("connected");

  const { control } = pages.emulator;
  control.end(control.listContacts()[0]!.contactId);
  await expect.poll(() => lines).toContain("the chat is over");
  expect(errors).toEqual([]);
});

it("the sample of metrics runs as printed, and its metrics arrive", async () => {
  const { page, errors } = await pages.openModule(["metrics"]);
  const { control } = pages.emulator;
  await page.goto("about:blank");
  await expect.poll(() => control.metrics()).toHaveLength(1);
  const [batch] = control.metrics();
  expect(batch!.metricList.map(({ metricName, value }) => [metricName, value])).toEqual([
    ["OpenChat", 1],
    ["OpenChat", 0],
    ["OpenChat", 120],
  ]);
  const [metric] = batch!.metricList;
  const printed = JSON.parse(sample("batch")) as typeof batch;
  expect({
    ...batch,
    metricList: [{ ...metric, timestamp: printed!.metricList[0]!.timestamp }],
  }).toMatchObject(printed!);
  expect(errors).toEqual([]);
});

/** Starts a customer's chat; what a page has of it, as code. */
const chatDetails = () => JSON.stringify(pages.emulator.control.startChat({ displayName: "Avery" }));

it.each([
  ["script", "session"],
  ["npm-script", 'connect.ChatSession.create({ type: "CUSTOMER", chatDetails })'],
])("the sample %s works as printed, and its session connects", async (name, session) => {
  const { page, errors } = await pages.open(
    `<script>const chatDetails = ${chatDetails()};</script>
    ${sample(name)}
    <script>
      const connecting = ${session}.connect();
    </script>`,
  );
  expect(await page.evaluate("connecting")).toMatchObject({ connectSuccess: true });
  expect(errors).toEqual([]);
});

it("the sample of the package runs as printed", async () => {
  const given = `import { ChatSession as Session } from "amazon-connect-chatjs"; const chatDetails = ${chatDetails()};
    Session.setGlobalConfig({ endpoint: "${pages.emulator.url}" });`;
  const { lines, errors } = await pages.openModule(["npm-customer"], given);
  await expect.poll(() => lines).toContain("Avery Hello");
  expect(errors).toEqual([]);
});
