import { createStartChatHandler } from "amazon-connect-chat-emulator/start-chat";

// Here, and only here, are AWS credentials. Who may start chats is for the option `authorize` to say.
const startChat = createStartChatHandler({
  instanceId: process.env["INSTANCE_ID"] ?? "",
  contactFlowId: process.env["CONTACT_FLOW_ID"] ?? "",
});

export const POST = (request: Request) => startChat.fetch(request);
