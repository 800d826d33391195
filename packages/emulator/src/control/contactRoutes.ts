import { z } from "zod";
import { chatContents, contactSummary, list, startedChat } from "./controlAnswers.js";
import { controlRoute } from "./controlRoute.js";
import { controlRules } from "./controlRules.js";

/** Contacts as a whole. */
export const contactRoutes = [
  controlRoute("GET /contacts", {
    name: "listContacts",
    summary: "All contacts that are still known, oldest first.",
    answer: z.object({ contacts: list(contactSummary) }),
    run: ({ control }) => ({ contacts: control.listContacts() }),
  }),
  controlRoute("POST /contacts", {
    name: "startChat",
    summary: "Starts a chat, as StartChatContact does.",
    body: controlRules.chat,
    answer: startedChat,
    refuses: ["NotFound", "Conflict"],
    run: ({ control }, request) => control.startChat(request),
  }),
  controlRoute("GET /contacts/{contactId}", {
    name: "getContact",
    summary: "A contact with its transcript.",
    answer: chatContents,
    refuses: ["NotFound"],
    run: ({ control }, { contactId }) => control.getContact(contactId),
  }),
  controlRoute("POST /contacts/{contactId}/end", {
    name: "end",
    summary: "Ends the chat for everyone.",
    refuses: ["NotFound", "Conflict"],
    run: ({ control }, { contactId }) => control.end(contactId),
  }),
  controlRoute("GET /events", {
    name: "watchContacts",
    summary:
      "Server-sent events: `contacts` with the list of all contacts, then `contact` with each contact that changes, and `forgotten` with the `{contactId}` of each one that is not known any more.",
    answer: z.string(),
    contentType: "text/event-stream",
    run: ({ events }) => events.open({ withTraffic: false }),
  }),
] as const;
