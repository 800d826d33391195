import type { OperationName } from "@amazon-connect-chat/protocol";
import { createParticipantConnection } from "./createParticipantConnection.js";
import { disconnectParticipant } from "./disconnectParticipant.js";
import { getTranscript } from "./getTranscript.js";
import { notYet } from "./notYet.js";
import type { Operation } from "./operation.js";
import { sendEvent } from "./sendEvent.js";
import { sendMessage } from "./sendMessage.js";

/** All operations by name. */
export const operationTable: { readonly [Name in OperationName]: Operation<Name> } = {
  CreateParticipantConnection: createParticipantConnection,
  SendMessage: sendMessage,
  SendEvent: sendEvent,
  GetTranscript: getTranscript,
  DisconnectParticipant: disconnectParticipant,
  StartAttachmentUpload: notYet("StartAttachmentUpload"),
  CompleteAttachmentUpload: notYet("CompleteAttachmentUpload"),
  GetAttachment: notYet("GetAttachment"),
  GetAuthenticationUrl: notYet("GetAuthenticationUrl"),
  CancelParticipantAuthentication: notYet("CancelParticipantAuthentication"),
  DescribeView: notYet("DescribeView"),
};
