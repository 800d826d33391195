import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startOnAws } from "../../apps/playground/server/startOnAws.mjs";
import { joinAgent } from "../support/startChat.js";
import { NARROW, WIDE, connection, endChat, message, say, usePlayground } from "./playground.js";

// The emulator stands in for Amazon Connect: for this server, and for the pages.
const { emulator, pages, open } = usePlayground();
const secrets = ["AKIDOFTHISMACHINE", "secret-of-this-machine", "session-of-this-machine"];
let server: Awaited<ReturnType<typeof startOnAws>> | undefined;

beforeEach(() => {
  const names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];
  names.forEach((name, index) => vi.stubEnv(name, secrets[index]));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
});

async function serve(endpoint: string | undefined): Promise<string> {
  const instance = { region: "eu-central-1", instanceId: "the-instance", contactFlowId: "the-flow" };
  server = await startOnAws({ host: "127.0.0.1", port: 0, pages: pages(), endpoint, ...instance });
  return server.url;
}

async function start(page: Page): Promise<void> {
  await page.getByLabel("Your name").fill("Avery");
  await page.getByRole("button", { name: "Start chat" }).click();
}

it("a customer's page chats where the server says, and sees no credential", async () => {
  const url = await serve(emulator().url);
  const page = await open("/signed-in", WIDE, url);
  const bodies: Promise<string>[] = [];
  page.on("request", (request) =>
    bodies.push(Promise.resolve(`${request.url()} ${request.postData() ?? ""}`)),
  );
  page.on("response", (response) =>
    bodies.push(
      Promise.all([response.text().catch(() => ""), response.allHeaders()]).then((parts) =>
        JSON.stringify(parts),
      ),
    ),
  );
  await page.goto(`${url}/customer`);
  await start(page);
  await connection(page, "connected");
  const [contact] = emulator().control.listContacts();
  expect(contact).toMatchObject({ customerName: "Avery" });
  const agent = await joinAgent(emulator(), contact!.contactId);
  emulator().control.say({ ...agent, content: "How can I help?" });
  await message(page, "How can I help?").waitFor();
  await say(page, "Where is my order?");
  await expect
    .poll(() => emulator().control.getContact(contact!.contactId).transcript.at(-1)?.Content)
    .toBe("Where is my order?");
  expect(await page.getByTestId("scenario").count()).toBe(0);
  await endChat(page);
  await page.getByTestId("new-chat-button").waitFor();

  const traffic = await Promise.all(bodies);
  expect(traffic.some((text) => text.includes("startChatResult"))).toBe(true);
  expect(traffic.some((text) => text.includes(`${emulator().url}/participant/connection`))).toBe(true);
  for (const secret of [...secrets, "the-instance", "the-flow"])
    expect(traffic.filter((text) => text.includes(secret))).toEqual([]);
});

it.each(["/customer", "/customer-react"])(
  "without an endpoint %s talks to the region's own",
  async (path) => {
    vi.stubEnv("AWS_ENDPOINT_URL_CONNECT", emulator().url);
    const page = await open(path, WIDE, await serve(undefined));
    const asked = page.waitForRequest(
      "https://participant.connect.eu-central-1.amazonaws.com/participant/connection",
    );
    await page.route("https://*.amazonaws.com/**", (route) => route.abort());
    await start(page);
    expect((await asked).method()).toBe("POST");
  },
);

it("a chat that cannot be started says where to look", async () => {
  const page = await open("/customer", WIDE, await serve(emulator().url));
  await page.route("**/start-chat", (route) => route.continue({ postData: "{" }));
  await start(page);
  await page.getByText("the server answered 400. Try another name").waitFor();
  await page.route("**/start-chat", (route) => route.fulfill({ status: 500, json: {} }));
  await start(page);
  await page.getByText("the server answered 500. Look at the output of npm start").waitFor();
});

it.each(["/agent?agent=Robin", "/ccp-agent?agent=Robin"])(
  "%s says that agents work in the instance, and offers no faults",
  async (path) => {
    const page = await open(path, WIDE, await serve(emulator().url));
    const notice = page.getByTestId("aws-notice");
    await notice.getByText("https://your-instance.my.connect.aws/ccp-v2/").waitFor();
    expect(await notice.textContent()).toContain("eu-central-1");
    expect(await page.getByTestId("faults-button").count()).toBe(0);
  },
);

it("the first page tells of Amazon Connect, and not of the emulator's desks", async () => {
  const page = await open("/", NARROW, await serve(emulator().url));
  await page.getByText("eu-central-1", { exact: true }).waitFor();
  await expect.poll(() => page.locator("#snippet").textContent()).toContain('region: "eu-central-1"');
  const seen = await page
    .locator("a.entry")
    .evaluateAll((all) =>
      all.filter((one) => (one as HTMLElement).checkVisibility()).map((one) => one.getAttribute("href")),
    );
  expect(seen).toEqual(["/customer", "/customer-react"]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(NARROW.width);
});
