import type { OperationName } from "@amazon-connect-chat/protocol";
import { cancelParticipantAuthentication } from "./cancelParticipantAuthentication.js";
import { completeAttachmentUpload } from "./completeAttachmentUpload.js";
import { createParticipantConnection } from "./createParticipantConnection.js";
import { describeView } from "./describeView.js";
import { disconnectParticipant } from "./disconnectParticipant.js";
import { getAttachment } from "./getAttachment.js";
import { getAuthenticationUrl } from "./getAuthenticationUrl.js";
import { getTranscript } from "./getTranscript.js";
import type { Operation } from "./operation.js";
import { sendEvent } from "./sendEvent.js";
import { sendMessage } from "./sendMessage.js";
import { startAttachmentUpload } from "./startAttachmentUpload.js";

/** All operations by name. */
export const operationTable: { readonly [Name in OperationName]: Operation<Name> } = {
  CreateParticipantConnection: createParticipantConnection,
  SendMessage: sendMessage,
  SendEvent: sendEvent,
  GetTranscript: getTranscript,
  DisconnectParticipant: disconnectParticipant,
  StartAttachmentUpload: startAttachmentUpload,
  CompleteAttachmentUpload: completeAttachmentUpload,
  GetAttachment: getAttachment,
  GetAuthenticationUrl: getAuthenticationUrl,
  CancelParticipantAuthentication: cancelParticipantAuthentication,
  DescribeView: describeView,
};
