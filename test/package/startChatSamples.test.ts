import { afterAll, beforeAll, expect, test } from "vitest";
import { startConnectStub, startedChat } from "../../packages/emulator/test/connectStub.js";
import type { ConnectStub } from "../../packages/emulator/test/connectStub.js";
import { sample } from "../support/samples.js";
import { onFreePort, runInNode } from "./runInNode.js";

let stub: ConnectStub;
beforeAll(async () => {
  stub = await startConnectStub();
});
afterAll(() => stub.close());

/** Runs a sample as printed in a Node of its own, with what comes after it, and gives what that prints. */
const run = async (code: string): Promise<unknown> =>
  JSON.parse(await runInNode(code, { AWS_ENDPOINT_URL_CONNECT: stub.url }));

const body = `JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } })`;
const headers = `{ origin: "https://shop.example", cookie: "user=avery" }`;
const answer = { data: { startChatResult: startedChat } };
const lastBody = () => stub.requests.at(-1)!.body;

test.each(["start-chat-node", "readme-start-chat"])("%s starts chats over HTTP", async (name) => {
  const printed = await run(`
    ${onFreePort}
    ${sample(name)}
    const response = await fetch(await listening, { method: "POST", headers: ${headers}, body: ${body} });
    console.log(await response.text());
    process.exit();
 `);
  expect(printed).toEqual(answer);
  expect(stub.requests.at(-1)!.headers.authorization).toContain("/us-west-2/connect/aws4_request");
});

test.each(["start-chat-lambda", "npm-start-chat"])("%s starts chats as a Lambda function", async (name) => {
  const printed = await run(`
    ${sample(name)}
    const event = { requestContext: { http: { method: "POST" } }, headers: ${headers}, body: ${body} };
    console.log((await handler(event)).body);
 `);
  expect(printed).toEqual(answer);
  expect(lastBody()).toMatchObject({ InstanceId: "the-instance", ContactFlowId: "the-flow" });
});

test("start-chat-fetch starts chats for those who are signed in, with their attributes", async () => {
  const printed = await run(`
    const findUser = async (cookie) => cookie === "user=avery" ? { id: "7", tier: "gold" } : undefined;
    ${sample("start-chat-fetch")}
    const ask = (headers) => startChat.fetch(new Request("https://shop.example/", { method: "POST", headers, body: ${body} }));
    console.error = () => undefined;
    console.log(JSON.stringify([(await ask({})).status, await (await ask(${headers})).json()]));
 `);
  expect(printed).toEqual([403, answer]);
  expect(lastBody()["Attributes"]).toEqual({ customerName: "Avery", customerId: "7", tier: "gold" });
});

test("the printed answer is the answer", () => {
  expect(JSON.parse(sample("start-chat-answer"))).toEqual(answer);
});
