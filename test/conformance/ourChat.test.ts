import { WebSocket } from "ws";
import { afterAll, beforeAll } from "vitest";
import { agentChatTests } from "../support/agentChat.js";
import { thisProcess } from "../support/chatPlace.js";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage } from "../support/chatStage.js";
import { customerChatTests } from "../support/customerChat.js";
import { hostileFrameTests } from "../support/hostileFrames.js";

let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
});
afterAll(() => stage.close());

const openPage = () => stage.open("ours");
const openProcess = async () => {
  // Node 20 has no WebSocket of its own.
  Object.assign(globalThis, { WebSocket });
  await import("amazon-connect-chatjs");
  return thisProcess;
};

customerChatTests("a customer in Chromium", openPage);
customerChatTests("a customer in Node", openProcess);
agentChatTests("an agent in Chromium", openPage);
agentChatTests("an agent in Node", openProcess);
hostileFrameTests("bad frames in Chromium", openPage);
hostileFrameTests("bad frames in Node", openProcess);
