import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { FaultRule, FaultSummary } from "../faults/faultRule.js";
import type { SocketDrop, SocketSummary } from "../gateway/socketSummary.js";
import type { ToldItem } from "../itemLog.js";
import type { MetricBatch } from "../metrics/metricLog.js";
import type { RequestRecord } from "../requestLog.js";
import type { ChatRequest } from "../world/newContact.js";
import type { TokenExpiry } from "../world/tokenBook.js";
import type { StartedChat } from "../world/world.js";
import type { AttachmentControl } from "./attachmentControl.js";
import type { AuthenticationControl } from "./authenticationControl.js";
import type { CcpControl } from "./ccpControl.js";
import type { ContactSummary } from "./contactSummary.js";
import type { EventControl } from "./eventControl.js";
import type { LifeControl } from "./lifeControl.js";
import type { MessageControl } from "./messageControl.js";
import type { ParticipantControl } from "./participantControl.js";
import type { ProfileControl } from "./profileControl.js";
import type { ScenarioControl } from "./scenarioControl.js";
import type { StreamControl } from "./streamControl.js";
import type { SupervisorControl } from "./supervisorControl.js";
import type { TrafficControl } from "./trafficControl.js";
import type { WorldControl } from "./worldControl.js";

/**
 * The other side of the desk: everything that in Amazon Connect is not the participant service.
 * All methods throw a ControlError: NotFound for an unknown contact or participant, Conflict when the chat or
 * the participant is past it, InvalidRequest for a message that the service would refuse and for a rule that makes no fault.
 */
export interface Control
  extends
    ParticipantControl,
    MessageControl,
    StreamControl,
    EventControl,
    AttachmentControl,
    AuthenticationControl,
    ScenarioControl,
    SupervisorControl,
    ProfileControl,
    TrafficControl,
    LifeControl,
    WorldControl {
  /** Agents whose pages run on amazon-connect-streams. */
  readonly ccp: CcpControl;
  listContacts(): readonly ContactSummary[];
  getContact(contactId: string): {
    readonly contact: ContactSummary;
    readonly transcript: readonly ChatItem[];
  };
  /** Calls back with a contact's summary on each change; returns what stops it. */
  watchContacts(listener: (contact: ContactSummary) => void): () => void;
  /**
   * Starts a chat, as StartChatContact does. NotFound for an unknown source of a persistent chat; Conflict for one that has not ended or
   * does not fit, and when there are as many chats as there may be.
   */
  startChat(request: ChatRequest): StartedChat;
  /** Ends the contact; `chat.ended` follows at once. */
  end(contactId: string): void;
  listSockets(): readonly SocketSummary[];
  /** Ends sockets, or leaves them half-open; returns how many. */
  dropSockets(drop?: SocketDrop): number;
  /** Lets tokens expire now: who comes with one gets the service's 403. Returns how many. */
  expireTokens(expiry?: TokenExpiry): number;
  /** From now on something goes wrong. Of several faults that could strike, the oldest does. */
  injectFault(rule: FaultRule): { readonly faultId: string };
  /** The faults that are neither cleared nor over, oldest first; also those that have struck as often as they were to. */
  listFaults(): readonly FaultSummary[];
  /** Ends a fault; requests that it left hanging go on. */
  clearFault(faultId: string): void;
  /** Ends all faults, and all profiles. */
  clearFaults(): void;
  /** The latest operation calls, oldest first. */
  requests(): readonly RequestRecord[];
  /** Calls back with each operation call once it is answered; returns what stops it. */
  watchRequests(listener: (request: RequestRecord) => void): () => void;
  /** The latest items of all chats, oldest first: also those that no transcript holds, such as typing. */
  items(): readonly ToldItem[];
  /** Calls back with each item; returns what stops it. */
  watchItems(listener: (told: ToldItem) => void): () => void;
  /** The latest 100 batches that pages posted to `/csm/put-metrics`, oldest first. */
  metrics(): readonly MetricBatch[];
}
