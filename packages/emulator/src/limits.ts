/** Sizes and counts the service keeps within. */
export interface Limits {
  /** UTF-8 bytes of a text/plain or text/markdown message. @defaultValue 16384 */
  readonly textSizeBytes: number;
  /** UTF-8 bytes of an application/json message. @defaultValue 16384 */
  readonly jsonSizeBytes: number;
  /** UTF-8 bytes of an interactive response. @defaultValue 16384 */
  readonly interactiveResponseSizeBytes: number;
  /** UTF-8 bytes of an interactive message of the flow. @defaultValue 20480 */
  readonly interactiveSizeBytes: number;
  /** Bytes of one attachment. @defaultValue 20971520 */
  readonly attachmentSizeBytes: number;
  /** Attachments of one chat; the next is refused with 402. @defaultValue 35 */
  readonly attachmentsPerContact: number;
  /** Bytes of a request's body; more is refused with 413. @defaultValue 10485760 */
  readonly requestSizeBytes: number;
  /** Bytes of one message on a socket; more closes it with 1009. @defaultValue 131072 */
  readonly socketMessageSizeBytes: number;
  /** Bytes a client may leave unread on a socket before it is cut off. @defaultValue 16777216 */
  readonly socketBacklogSizeBytes: number;
  /** Open sockets of one participant, or of one agent's transport. @defaultValue 5 */
  readonly socketsPerOwner: number;
  /** Chats that have not ended; the next is refused with 429. @defaultValue 500 */
  readonly activeChats: number;
  /** Chats that one agent is in or invited to. @defaultValue 10 */
  readonly chatsPerAgent: number;
  /** Custom bots in one chat, invited ones included. @defaultValue 1 */
  readonly customBotsPerContact: number;
  /** Supervisors of one chat, of whom one may take part. @defaultValue 5 */
  readonly supervisorsPerContact: number;
  /** Agents in one chat, invited ones included. @defaultValue 5 */
  readonly agentsPerContact: number;
  /** UTF-8 bytes of the transcript of one past contact; a longer one cannot be read. @defaultValue 5242880 */
  readonly pastTranscriptSizeBytes: number;
  /** Ended contacts that the control API still shows. @defaultValue 500 */
  readonly keptEndedContacts: number;
  /** Operation calls that `requests` still shows. @defaultValue 1000 */
  readonly keptRequests: number;
  /** Items that `items` still shows. @defaultValue 1000 */
  readonly keptItems: number;
}

export const defaultLimits: Limits = {
  textSizeBytes: 16_384,
  jsonSizeBytes: 16_384,
  interactiveResponseSizeBytes: 16_384,
  interactiveSizeBytes: 20_480,
  attachmentSizeBytes: 20_971_520,
  attachmentsPerContact: 35,
  requestSizeBytes: 10_485_760,
  socketMessageSizeBytes: 131_072,
  socketBacklogSizeBytes: 16_777_216,
  socketsPerOwner: 5,
  activeChats: 500,
  chatsPerAgent: 10,
  customBotsPerContact: 1,
  supervisorsPerContact: 5,
  agentsPerContact: 5,
  pastTranscriptSizeBytes: 5_242_880,
  keptEndedContacts: 500,
  keptRequests: 1_000,
  keptItems: 1_000,
};
