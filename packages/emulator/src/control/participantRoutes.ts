import { chatTokenTransport, nextContact, startedChat, webSocketTransport } from "./controlAnswers.js";
import { controlRoute } from "./controlRoute.js";
import { controlRules } from "./controlRules.js";

/** Who takes part in a chat. */
export const participantRoutes = [
  controlRoute("POST /contacts/{contactId}/participants", {
    name: "inviteAgent",
    summary: "Adds an agent or a custom participant, who is in the chat once connected.",
    body: controlRules.invite,
    answer: startedChat,
    refuses: ["NotFound", "Conflict"],
    run: ({ control }, invitation) => control.inviteAgent(invitation),
  }),
  controlRoute("POST /contacts/{contactId}/transfer", {
    name: "transfer",
    summary: "Hands the chat to another agent; answers with the next contact's id.",
    body: controlRules.transfer,
    answer: startedChat,
    refuses: ["NotFound", "Conflict"],
    run: ({ control }, transfer) => control.transfer(transfer),
  }),
  controlRoute("POST /contacts/{contactId}/requeue", {
    name: "requeue",
    summary: "Hands the chat back to the queue; answers with the next contact's id.",
    body: controlRules.requeue,
    answer: nextContact,
    refuses: ["NotFound", "Conflict"],
    run: ({ control }, from) => control.requeue(from),
  }),
  controlRoute("POST /contacts/{contactId}/supervisors", {
    name: "addSupervisor",
    summary: "Adds a supervisor, who once connected hears everything and is not seen.",
    body: controlRules.supervisor,
    answer: startedChat,
    refuses: ["NotFound", "Conflict"],
    run: ({ control }, supervisor) => control.addSupervisor(supervisor),
  }),
  controlRoute("POST /contacts/{contactId}/participants/{participantId}/barge", {
    name: "barge",
    summary: "Lets a supervisor take part, or watch again.",
    body: controlRules.barge,
    refuses: ["NotFound", "Conflict"],
    run: ({ control }, barge) => control.barge(barge),
  }),
  controlRoute("POST /contacts/{contactId}/participants/{participantId}/connection-token", {
    name: "connectionToken",
    summary: "A connection token, as Streams' createTransport gives it for a chat.",
    answer: chatTokenTransport,
    refuses: ["NotFound", "Conflict"],
    run: ({ control }, ref) => control.connectionToken(ref),
  }),
  controlRoute("POST /contacts/{contactId}/participants/{participantId}/join", {
    name: "join",
    summary: "Lets someone into the chat as their own connecting would.",
    refuses: ["NotFound", "Conflict"],
    run: ({ control }, ref) => control.join(ref),
  }),
  controlRoute("POST /contacts/{contactId}/participants/{participantId}/leave", {
    name: "leave",
    summary: "Takes a participant out of the chat.",
    refuses: ["NotFound", "Conflict"],
    run: ({ control }, ref) => control.leave(ref),
  }),
  controlRoute("POST /agents/{agentId}/transport", {
    name: "agentTransport",
    summary: "A socket for all chats of an agent, as Streams' createTransport gives it.",
    answer: webSocketTransport,
    run: ({ control, origin }, { agentId }) => control.agentTransport(agentId, origin),
  }),
] as const;
