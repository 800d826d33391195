import { afterAll, beforeAll, expect, test } from "vitest";
import { createSamplePages } from "../support/samplePages.js";
import type { SamplePage, SamplePages } from "../support/samplePages.js";
import { sample } from "../support/samples.js";
import { joinAgent } from "../support/startChat.js";
import { onFreePort, runInNode } from "./runInNode.js";

let pages: SamplePages;
beforeAll(async () => {
  pages = await createSamplePages({
    flow: { prompts: [] },
    authentication: { actsAsBackend: false },
    endDelayMs: 0,
    rehydrationDelayMs: 0,
  });
});
afterAll(() => pages.close());

const control = () => pages.emulator.control;
const printed = ({ lines }: SamplePage, expected: string | RegExp) =>
  expect.poll(() => lines).toContainEqual(expect.stringMatching(expected));

/** The README's chat, then samples of a guide; the agent Robin is in it. */
async function openChat(names: readonly string[], given?: string) {
  const shown = await pages.openModule(["customer", ...names], given);
  // What is said before the last sample has subscribed is not its to hear.
  await shown.page.waitForFunction(() => "haveSamplesRun" in globalThis, undefined);
  const { contactId } = control().listContacts().at(-1)!;
  return { ...shown, contactId, agent: await joinAgent(pages.emulator, contactId) };
}

test("the customer's page is built of its parts, and chats to the end", async () => {
  const parts = ["page-start", "page-transcript", "page-send", "page-typing", "page-connection"];
  const code = [...parts, "page-connect"].map(sample).join("\n");
  const html = sample("page-html").replace(
    '<script type="module" src="/chat.js"></script>',
    `<script type="module">${code}</script>`,
  );
  const { page, errors } = await pages.open(html);
  const text = (selector: string) => page.locator(selector).innerText();
  await expect.poll(() => text("#status")).toBe("Connected");
  const { contactId } = control().listContacts().at(-1)!;
  const agent = await joinAgent(pages.emulator, contactId);

  control().type(agent);
  await expect.poll(() => text("#typing")).toBe("Robin is typing");
  await page.getByLabel("Message").fill("Hello");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(() => text("#messages")).toContain("Avery: Hello SENT");
  control().say({ ...agent, content: "<b>How can I help?</b>" });
  await expect.poll(() => text("#messages")).toContain("Robin: <b>How can I help?</b>");

  control().injectFault({ kind: "httpError", status: 503, operation: "SendMessage", times: 3 });
  await page.getByLabel("Message").fill("Still there?");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(() => text("#status")).toMatch(/^Not sent: /);
  await page.getByRole("button", { name: "Send again" }).click();
  await expect.poll(() => text("#messages")).toContain("Avery: Still there? SENT");

  control().dropSockets({ contactId, how: "abort" });
  await expect.poll(() => text("#status")).toMatch(/^(Connection lost|Trying again in \d+ s)$/);
  await expect.poll(() => text("#status")).toBe("Connected");
  await page.getByRole("button", { name: "End chat" }).click();
  await expect.poll(() => text("#status")).toBe("The chat is over");
  expect(errors).toEqual([]);
});

test("files go both ways, and the service's refusal is told", async () => {
  const shown = await openChat(
    ["attachments", "attachment-input", "attachment-picture"],
    'document.body.append(Object.assign(document.createElement("input"), { type: "file" }));',
  );
  await printed(shown, /^order\.txt: 22 bytes$/);
  expect(shown.lines).toContain("22 of 22 bytes sent");
  const picture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  control().attach({ ...shown.agent, name: "dot.png", contentType: "image/png", contentBase64: picture });
  await expect.poll(() => shown.page.getByAltText("dot.png").count()).toBe(1);

  const choose = (name: string, mimeType: string) =>
    shown.page.setInputFiles("input", { name, mimeType, buffer: Buffer.from("text") });
  await choose("good.txt", "text/plain");
  await printed(shown, /^good\.txt: 4 bytes$/);
  control().injectFault({ kind: "dropResponse", operation: "PutObject", when: "before" });
  await choose("lost.txt", "text/plain");
  await printed(shown, "The file did not get through. Try again.");
  control().clearFaults();
  expect(shown.errors).toEqual([]);
});

test.each(["receipts", "receipts-visible"])("%s tell that a message was read", async (name) => {
  const { contactId, agent, errors } = await openChat([name]);
  const { Id } = control().say({ ...agent, content: "How can I help?" });
  const answer = () =>
    control()
      .getContact(contactId)
      .transcript.find((item) => item.Id === Id);
  await expect.poll(() => answer()?.MessageMetadata?.Receipts?.[0]?.ReadTimestamp).toBeDefined();
  expect(errors).toEqual([]);
});

test("receipts that are switched off are refused", async () => {
  const shown = await openChat(["receipts-off", "receipts"]);
  control().say({ ...shown.agent, content: "How can I help?" });
  await printed(shown, /^Ignoring messageReceipt/);
});

test("questions are shown as buttons, and their answers are texts", async () => {
  const { page, contactId, errors } = await openChat(["interactive"]);
  const said = () =>
    control()
      .getContact(contactId)
      .transcript.map(({ Content }) => Content);
  control().sendInteractive({ contactId, template: "QuickReply" });
  const question = page.getByRole("group");
  const first = question.getByRole("button").first();
  const label = await first.innerText();
  await first.click();
  await expect.poll(said).toContain(label);
  control().sendInteractive({ contactId, template: "TimePicker" });
  await question.nth(1).getByRole("button").first().click();
  await expect.poll(said).toContainEqual(expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d\+00:00$/));
  expect(errors).toEqual([]);
});

test("a chat that is started as the guide says takes views, and their answers", async () => {
  const shown = await openChat(["views", "view-answer"]);
  control().showView({ contactId: shown.contactId, view: "Form" });
  await printed(shown, /^show Form with {/);
  const response = "application/vnd.amazonaws.connect.message.interactive.response";
  const answers = control()
    .getContact(shown.contactId)
    .transcript.filter(({ ContentType }) => ContentType === response);
  expect(answers.map(({ Content }) => JSON.parse(Content!))).toMatchObject([
    { data: { orderNumber: "4711" } },
  ]);
  const { SupportedMessagingContentTypes } = JSON.parse(sample("interactive-start")) as {
    SupportedMessagingContentTypes: string[];
  };
  expect(SupportedMessagingContentTypes).toContain(response);
  expect(shown.errors).toEqual([]);
});

test("signing in is offered, and each outcome told", async () => {
  const shown = await openChat(["authentication"]);
  const { contactId, page } = shown;
  const text = () => page.innerText("p");
  control().startAuthentication({ contactId });
  await expect.poll(() => page.getByText("Sign in").getAttribute("href")).toContain("http:");
  control().finishAuthentication({ contactId, outcome: "succeeded", displayName: "Avery Jones" });
  await expect.poll(text).toBe("You are signed in");
  await printed(shown, "now called Avery Jones");
  control().startAuthentication({ contactId });
  await page.getByRole("button", { name: "Go on without" }).click();
  await expect.poll(text).toBe("You went on without signing in");
  control().injectFault({ kind: "httpError", status: 403, operation: "GetAuthenticationUrl" });
  control().startAuthentication({ contactId });
  await expect.poll(text).toMatch(/^Signing in is not possible: /);
  control().clearFaults();
  expect(shown.errors).toEqual([]);
});

test("the backend of the guide hands over what the sign-in page gave", async () => {
  const { contactId, page } = await openChat(["authentication"]);
  control().startAuthentication({ contactId });
  const address = new URL((await page.getByText("Sign in").getAttribute("href"))!);
  const form = { state: address.searchParams.get("state")!, choice: "signIn", name: "Avery" };
  const body = new URLSearchParams(form);
  const back = await fetch(address, { method: "POST", body, redirect: "manual" });
  const { search } = new URL(back.headers.get("location")!);
  const handOver = (query: string) =>
    runInNode(
      `${onFreePort}
      ${sample("authentication-backend")}
      console.log(await (await fetch(await listening + ${JSON.stringify(`/signed-in${query}`)})).text());
      process.exit();`,
      { AWS_ENDPOINT_URL_CONNECT: pages.emulator.url },
    );
  expect(await handOver("?state=unknown&code=c")).toContain("That did not work");
  expect(await handOver(search)).toContain("You may close this window");
  await expect.poll(() => page.innerText("p")).toBe("You are signed in");
});

test("a reload comes back to its chat, and to a new one when that has ended", async () => {
  const { page, errors } = await pages.openModule(["refresh"]);
  await page.waitForFunction("sessionStorage.getItem('chat')");
  const contacts = () => control().listContacts().length;
  const before = contacts();
  const { contactId } = control().listContacts().at(-1)!;
  control().say({ contactId, content: "Said before" });
  await expect.poll(() => page.innerText("body")).toContain("Said before");
  await page.reload();
  await expect.poll(() => page.innerText("body")).toContain("Said before");
  expect(contacts()).toBe(before);

  await page.goto("about:blank");
  control().end(contactId);
  await page.goto(pages.emulator.url);
  await expect.poll(contacts).toBe(before + 1);
  expect(errors).toEqual([]);
});

test("a later chat reads the past of the one before", async () => {
  const shown = await pages.open(`<script type="module">
    ${sample("refresh")}
    const ended = new Promise((resolve) => session.onEnded(resolve));
    await session.sendMessage({ contentType: "text/plain", message: "In the past" });
    await session.disconnectParticipant();
    await ended;
    ${sample("persistent")}
    await next.sendMessage({ contentType: "text/plain", message: "In the present" });
  </script>`);
  await printed(shown, "then: In the past");
  expect(shown.errors).toEqual([]);
});

test.each([
  ["migrate-before", "upstream"],
  ["migrate-before", "ours"],
  ["migrate-after", "ours"],
] as const)(
  "%s loses nothing in an outage, and says it once, with the script that is %s",
  async (name, script) => {
    const { contactId, ...chatDetails } = control().startChat({ displayName: "Avery" });
    const shown = await pages.open(
      `<script src="/amazon-connect-chat.js"></script>
    <script type="module">
      const chatDetails = ${JSON.stringify({ contactId, ...chatDetails })};
      const session = connect.ChatSession.create({ type: "CUSTOMER", chatDetails });
      ${sample(name)}
    </script>`,
      script,
    );
    const said = (content: string) => control().say({ contactId, content });
    await expect.poll(() => control().getContact(contactId).contact.state).not.toBe("CREATED");
    said("First");
    await printed(shown, /^First$/);
    const { faultId } = control().injectFault({ kind: "refuseUpgrade" });
    control().dropSockets({ contactId, how: "abort" });
    said("In between");
    control().clearFault(faultId);
    await printed(shown, /^In between$/);
    said("Last");
    await printed(shown, /^Last$/);
    expect(shown.lines.filter((line) => /^(First|In between|Last)$/.test(line))).toEqual([
      "First",
      "In between",
      "Last",
    ]);
  },
);

test("the log of troubleshooting is switched on, and tells no text", async () => {
  const shown = await pages.openModule(["troubleshooting-log", "customer"]);
  await printed(shown, "connected");
  const log = shown.lines.filter((line) => line.includes("INFO") || line.includes("DEBUG"));
  expect(log.length).toBeGreaterThan(0);
  expect(log.join()).not.toContain("I need help");
});
