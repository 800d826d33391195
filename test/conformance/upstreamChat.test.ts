import { afterAll, beforeAll } from "vitest";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage } from "../support/chatStage.js";
import { customerChatTests } from "../support/customerChat.js";

let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
});
afterAll(() => stage.close());

customerChatTests("ChatJS 5.0.0, as published, in Chromium", () => stage.open("upstream"));
