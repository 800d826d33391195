/** The operations of the Connect API that a site's backend calls. */
export const CONNECT_OPERATIONS = [
  "StartChatContact",
  "StopContact",
  "CreateParticipant",
  "CreatePersistentContactAssociation",
  "UpdateParticipantRoleConfig",
] as const;
export type ConnectOperationName = (typeof CONNECT_OPERATIONS)[number];
