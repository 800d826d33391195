import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startConnectStub, startedChat } from "../../packages/emulator/test/connectStub.js";
import type { ConnectStub } from "../../packages/emulator/test/connectStub.js";
import { createProject, repository } from "./project.js";
import { runCommand } from "./runningCommand.js";
import type { RunningCommand } from "./runningCommand.js";

const project = createProject();
const script = join(repository, "scripts/start.mjs");
const instance = [
  "--region",
  "eu-central-1",
  "--instance-id",
  "the-instance",
  "--contact-flow-id",
  "the-flow",
];
const secrets = {
  id: "AKIDOFTHISMACHINE",
  key: "secret-of-this-machine",
  session: "session-of-this-machine",
};
/** No credentials but those that are given: no profile, no metadata of a machine in the cloud. */
const bare = {
  HOME: project.folder,
  USERPROFILE: project.folder,
  // The SDK has its own about old versions of Node.
  NODE_NO_WARNINGS: "1",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_ACCESS_KEY_ID: "",
  AWS_SECRET_ACCESS_KEY: "",
  AWS_SESSION_TOKEN: "",
  AWS_PROFILE: "",
  AWS_CONFIG_FILE: join(project.folder, "none"),
  AWS_SHARED_CREDENTIALS_FILE: join(project.folder, "none"),
};
const signed = {
  ...bare,
  AWS_ACCESS_KEY_ID: secrets.id,
  AWS_SECRET_ACCESS_KEY: secrets.key,
  AWS_SESSION_TOKEN: secrets.session,
  AWS_MAX_ATTEMPTS: "1",
};
afterAll(() => project.remove());

describe("npm start -- --aws", () => {
  let stub: ConnectStub;
  let running: RunningCommand;
  let url: string;
  /** All that pages were sent. */
  const sent: string[] = [];

  const get = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, init);
    const text = await response.text();
    sent.push(text, JSON.stringify([...response.headers]));
    return { status: response.status, text };
  };
  const startChat = async (headers: Readonly<Record<string, string>> = {}) =>
    get("/start-chat", {
      method: "POST",
      headers,
      body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }),
    });

  beforeAll(async () => {
    stub = await startConnectStub();
    const args = [script, "--aws", ...instance, "--endpoint", stub.url, "--port", "0"];
    running = runCommand(process.execPath, args, project.folder, signed);
    url = await running.printed(/(http:\S+)\/customer/);
  });
  afterAll(async () => {
    running.kill();
    await stub.close();
  });
  beforeEach(() => stub.reply({ status: 200, body: startedChat }));
  afterEach(() => expect(running.output()).not.toMatch(new RegExp(Object.values(secrets).join("|"))));

  test("starts a chat with a signed StartChatContact of the instance", async () => {
    const { status, text } = await startChat({ Origin: url });
    expect([status, JSON.parse(text)]).toEqual([200, { data: { startChatResult: startedChat } }]);
    const { method, path, headers, body } = stub.requests.at(-1)!;
    expect([method, path]).toEqual(["PUT", "/contact/chat"]);
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDOFTHISMACHINE\/\d{8}\/eu-central-1\/connect\/aws4_request/,
    );
    expect(body).toMatchObject({ InstanceId: "the-instance", ContactFlowId: "the-flow" });
  });

  test("tells the page of a failure, and the terminal what to do about it", async () => {
    const message = "User: arn:aws:iam::123456789012:user/me is not authorized";
    stub.reply({ status: 403, type: "AccessDeniedException", body: { message } });
    const { status, text } = await startChat();
    expect(status).toBe(500);
    expect(text).not.toContain("arn:aws");
    await running.printed(/do not allow connect:StartChatContact/);
    stub.reply({ status: 429, type: "LimitExceededException", body: { message } });
    expect((await startChat()).status).toBe(429);
  });

  test("starts no chat for pages of other sites, by whatever name they reach it", async () => {
    const before = stub.requests.length;
    expect((await startChat({ Origin: "https://evil.example" })).status).toBe(403);
    // fetch sends no Host of its own choice.
    const { port } = new URL(url);
    const rebound = await project.node(
      "-e",
      `require("http").request({ port: ${port}, host: "127.0.0.1", method: "POST", path: "/start-chat", headers: { Host: "evil.example:${port}", Origin: "http://evil.example:${port}" } }, (response) => console.log(response.resume().statusCode)).end("{}")`,
    );
    expect(rebound.stdout).toBe("403\n");
    expect(stub.requests).toHaveLength(before);
  });

  test("serves the pages, which know region and endpoint, and no file beside them", async () => {
    for (const path of ["/", "/customer", "/customer-react", "/agent", "/ccp-agent", "/signed-in"]) {
      const { status, text } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).toContain(
        `<html data-backend="aws" data-region="eu-central-1" data-endpoint="${stub.url}"`,
      );
    }
    for (const path of ["/control/contacts", "/participant/connection", "/..%2fpackage.json", "/.env"])
      expect((await get(path)).status).toBe(404);
  });

  test("sends no page a credential", async () => {
    const dist = join(repository, "apps/playground/dist/assets");
    for (const name of readdirSync(dist)) expect((await get(`/assets/${name}`)).status).toBe(200);
    expect(sent.length).toBeGreaterThan(40);
    for (const secret of [...Object.values(secrets), "the-instance", "the-flow"])
      expect(sent.filter((text) => text.includes(secret))).toEqual([]);
  });

  test("stops on Ctrl-C", async () => {
    expect(await running.interrupt()).toBe(0);
  });
});

test("without credentials it is one sentence that says what to do, and no stack", async () => {
  const running = runCommand(
    process.execPath,
    [script, "--aws", ...instance, "--port", "0"],
    project.folder,
    bare,
  );
  expect(await running.ended()).toBe(1);
  const lines = running.output().trim().split("\n");
  expect(lines).toEqual([expect.stringMatching(/no AWS credentials.*aws sso login.*AWS_ACCESS_KEY_ID/)]);
});

test.each([
  [["--aws"], "--aws needs --region too"],
  [["--aws", ...instance.slice(0, 2)], "--aws needs --instance-id too"],
  [["--aws", ...instance.slice(0, 4)], "--aws needs --contact-flow-id too"],
  [["--aws", ...instance, "--region", "Oregon"], '--region cannot be "Oregon"'],
  [["--aws", ...instance, "--endpoint", "localhost:1"], "--endpoint must be a URL"],
  [["--aws", ...instance, "--ccp-port", "1"], "--ccp-port is the emulator's"],
  [
    ["--aws", ...instance, "--allowed-origins", "https://shop.example"],
    "--allowed-origins is the emulator's",
  ],
  [instance, "--region needs --aws too"],
])("%j is refused with a sentence and no stack", async (args, reason) => {
  const { status, stderr } = await project.node(script, ...args);
  expect(status).toBe(1);
  expect(stderr).toContain(reason);
  expect(stderr).not.toContain("    at ");
});
