import {
  ATTACHMENT_STATUSES,
  MESSAGE_PROCESSING_STATUSES,
  OPERATIONS,
  PARTICIPANT_ROLES,
} from "@amazon-connect-chat/protocol";
import type { ChatItem, OperationName } from "@amazon-connect-chat/protocol";
import { z } from "zod";
import type { CcpReport, CcpRequest } from "../ccp/ccpLog.js";
import { CONNECT_OPERATIONS } from "../connect/connectOperationName.js";
import { FILE_OPERATIONS } from "../faults/faultRule.js";
import type { SocketSummary } from "../gateway/socketSummary.js";
import { batchRules } from "../metrics/metricLog.js";
import type { MetricBatch } from "../metrics/metricLog.js";
import type { StartedChat } from "../world/world.js";
import type { AttachmentSummary } from "./attachmentControl.js";
import type { CcpAgentSummary } from "./ccpControl.js";
import type { ContactSummary } from "./contactSummary.js";
import { CONTROL_ERROR_STATUS } from "./controlError.js";
import type { Sent } from "./messageControl.js";
import type { ChatTokenTransport, WebSocketTransport } from "./participantControl.js";

// What the control API answers with. Types are those of `control`; ids become names in its description.

const id = z.string();
/** ISO-8601 UTC. */
export const time = z.iso.datetime();
export const count = z.int().min(0);
export const list = <Each>(each: z.ZodType<Each>): z.ZodType<readonly Each[]> => z.array(each);

/** The answer to what was refused. */
export const controlRefusal = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(CONTROL_ERROR_STATUS) as (keyof typeof CONTROL_ERROR_STATUS)[]),
      message: z.string().describe("unable to do what; why, and what helps"),
    }),
  })
  .meta({ id: "Refusal" });

const participant = z
  .object({
    participantId: id,
    role: z.enum(PARTICIPANT_ROLES),
    displayName: z.string(),
    agentId: id.optional(),
    state: z.enum(["INVITED", "RINGING", "CONNECTED", "AFTERWARDS", "LEFT"]),
    isBarged: z.boolean().optional().describe("of a supervisor: takes part, and does not only watch"),
  })
  .meta({ id: "Participant" });

export const contactSummary: z.ZodType<ContactSummary> = z
  .object({
    contactId: id,
    initialContactId: id,
    currentContactId: id.optional().describe("what new items belong to, once there was a transfer"),
    continuedFromContactId: id.optional().describe("the past contact of a persistent chat"),
    relatedContactId: id.optional(),
    state: z.enum(["CREATED", "FLOW", "QUEUED", "WITH_AGENT", "ENDED", "EXPIRED"]),
    customerName: z.string(),
    createdAt: time,
    endedAt: time.optional(),
    participants: z.array(participant),
    lastMessage: z.object({ content: z.string(), absoluteTime: time, displayName: z.string() }).optional(),
  })
  .meta({ id: "Contact" });

const item: z.ZodType<ChatItem> = z
  .object({
    Id: id.optional(),
    AbsoluteTime: time.optional(),
    Type: z.string().optional(),
    ContentType: z.string().optional(),
    Content: z.string().optional(),
    ParticipantId: id.optional(),
    DisplayName: z.string().optional(),
    ParticipantRole: z.string().optional(),
    ContactId: id.optional(),
    InitialContactId: id.optional(),
    RelatedContactId: id.optional(),
    Attachments: z
      .array(
        z.object({
          AttachmentId: id.optional(),
          AttachmentName: z.string().optional(),
          ContentType: z.string().optional(),
          Status: z.enum(ATTACHMENT_STATUSES).optional(),
        }),
      )
      .optional(),
    MessageMetadata: z
      .object({
        MessageId: id.optional(),
        MessageProcessingStatus: z.enum(MESSAGE_PROCESSING_STATUSES).optional(),
        MessageCompleted: z.boolean().optional(),
        ChunkNumber: z.int().optional(),
        Receipts: z
          .array(
            z.object({
              DeliveredTimestamp: time.optional(),
              ReadTimestamp: time.optional(),
              RecipientParticipantId: id.optional(),
            }),
          )
          .optional(),
      })
      .optional(),
  })
  .meta({ id: "Item", description: "As the service writes it in a transcript." });

export const toldItem = z
  .object({ contactId: id.describe("the first contact of the chat, whatever transfers there were"), item })
  .meta({ id: "ToldItem" });

export const chatContents = z.object({ contact: contactSummary, transcript: list(item) });

export const startedChat: z.ZodType<StartedChat> = z
  .object({
    contactId: id,
    initialContactId: id,
    participantId: id,
    participantToken: z.string().describe("for CreateParticipantConnection"),
    continuedFromContactId: id.optional().describe("the past contact of a persistent chat"),
  })
  .meta({ id: "Place", description: "A participant's place in a chat." });

export const nextContact = z.object({ contactId: id, initialContactId: id });

export const chatTokenTransport: z.ZodType<ChatTokenTransport> = z.object({
  chatTokenTransport: z.object({
    participantToken: z.string().describe("a connection token, in the words of Streams"),
    expiry: time,
  }),
});

export const webSocketTransport: z.ZodType<WebSocketTransport> = z.object({
  webSocketTransport: z.object({
    url: z.string(),
    transportLifeTimeInSeconds: count,
    expiry: time,
  }),
});

const itemStamp = { Id: id, AbsoluteTime: time };
export const sent: z.ZodType<Sent> = z.object(itemStamp);
export const sentEvent: z.ZodType<Partial<Sent>> = z.object(itemStamp).partial();
export const shownView = z.object({ ...itemStamp, viewToken: z.string() });
export const streamed = z.object({ Id: id });

const attachment: z.ZodType<AttachmentSummary> = z
  .object({
    attachmentId: id,
    participantId: id,
    name: z.string(),
    contentType: z.string(),
    sizeBytes: count,
    state: z.enum(["STARTED", "SCANNING", "APPROVED", "REJECTED"]),
  })
  .meta({ id: "Attachment" });
export const attachmentList = z.object({ attachments: list(attachment) });
export const attachmentRef = z.object({ attachmentId: id });

export const openSession = z.object({ sessionId: id });
export const faultRef = z.object({ faultId: id });

export const socketSummary: z.ZodType<SocketSummary> = z
  .object({
    socketId: id,
    contactId: id.optional(),
    participantId: id.optional(),
    agentId: id.optional(),
    topics: z.array(z.string()),
    openedAt: time,
  })
  .meta({ id: "Socket" });

export const requestRecord = z
  .object({
    operation: z.enum([
      ...(Object.keys(OPERATIONS) as readonly OperationName[]),
      ...FILE_OPERATIONS,
      ...CONNECT_OPERATIONS,
    ]),
    method: z.string(),
    path: z.string().describe("as the route spells it"),
    status: count.describe("0 when a fault left it without an answer"),
    at: time,
  })
  .meta({ id: "Request" });

export const metricBatch: z.ZodType<MetricBatch> = batchRules
  .extend({ at: time })
  .meta({ id: "MetricBatch" });

export const ccpAgent: z.ZodType<CcpAgentSummary> = z
  .object({
    agentId: id,
    displayName: z.string(),
    state: z.string().describe("such as Available"),
    tabs: count.describe("how many CCP pages are open"),
    contacts: z.array(
      z.object({
        contactId: id,
        participantId: id,
        state: z.enum(["connecting", "connected", "ended", "missed", "rejected"]),
      }),
    ),
  })
  .meta({ id: "CcpAgent" });

export const ccpRequest: z.ZodType<CcpRequest> = z
  .object({
    at: time,
    agentId: id,
    method: z.string(),
    contactId: id.optional(),
    error: z.string().optional(),
  })
  .meta({ id: "CcpRequest" });

export const ccpReport: z.ZodType<CcpReport> = z
  .object({ at: time, agentId: id, data: z.unknown() })
  .meta({ id: "CcpReport" });
