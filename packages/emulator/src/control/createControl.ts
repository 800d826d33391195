import type { Attachments } from "../attachments/attachments.js";
import type { Authentications } from "../authentication/authentications.js";
import type { Bucket } from "../bucket/bucket.js";
import type { Ccp } from "../ccp/ccp.js";
import { tell } from "../client/tell.js";
import type { FaultBook } from "../faults/faultBook.js";
import type { Gateway } from "../gateway/gateway.js";
import type { Ids } from "../ids.js";
import type { ItemLog } from "../itemLog.js";
import type { MetricLog } from "../metrics/metricLog.js";
import type { ProfilePlayer } from "../profiles/profilePlayer.js";
import type { Settings } from "../options.js";
import type { MessageProcessing } from "../processing/messageProcessing.js";
import type { RequestLog } from "../requestLog.js";
import type { KeptChange } from "../store/keeper.js";
import type { Throttle } from "../throttle/throttle.js";
import type { Traffic } from "../traffic/traffic.js";
import { ChatRefused } from "../world/chatRefused.js";
import { asShown } from "../world/item.js";
import { createFlowTheatre } from "../flow/flows.js";
import type { FlowTheatre } from "../flow/flows.js";
import type { World } from "../world/world.js";
import { createAttachmentControl } from "./attachmentControl.js";
import { createAuthenticationControl } from "./authenticationControl.js";
import { checkVerbs } from "./checkedVerbs.js";
import { createCcpControl } from "./ccpControl.js";
import { summariseContact } from "./contactSummary.js";
import type { Control } from "./control.js";
import { ControlError } from "./controlError.js";
import { createControlSubjects } from "./controlSubjects.js";
import { createEventControl } from "./eventControl.js";
import { createFaultControl } from "./faultControl.js";
import { createLifeControl } from "./lifeControl.js";
import { createMessageControl } from "./messageControl.js";
import { createParticipantControl } from "./participantControl.js";
import { createProfileControl } from "./profileControl.js";
import { createScenarioControl } from "./scenarioControl.js";
import { createStreamControl } from "./streamControl.js";
import { createSupervisorControl } from "./supervisorControl.js";
import { createTrafficControl } from "./trafficControl.js";
import { createWorldControl } from "./worldControl.js";

export interface ControlParts {
  readonly world: World;
  readonly gateway: Gateway;
  readonly ids: Ids;
  readonly settings: Settings;
  readonly requestLog: RequestLog;
  readonly itemLog: ItemLog;
  readonly metricLog: MetricLog;
  readonly traffic: Traffic;
  readonly faults: FaultBook;
  readonly profiles: ProfilePlayer;
  readonly attachments: Attachments;
  readonly messages: MessageProcessing;
  readonly authentications: Authentications;
  readonly throttle: Throttle;
  readonly bucket: Bucket;
  /** Told of chats that come from elsewhere. */
  readonly note: (change: KeptChange) => void;
  readonly ccp: Ccp;
  /** Where the service is reached when a call does not say. */
  readonly origin: () => string;
  readonly ccpUrl: () => string | undefined;
}

/** The control side of a world and its gateway, and the flows that are played with its verbs. */
export function createControl(given: ControlParts): {
  readonly control: Control;
  readonly flows: FlowTheatre;
} {
  const { world, gateway, settings, requestLog, itemLog, metricLog, authentications, profiles } = given;
  const subjects = createControlSubjects(world);
  const { roomOf, liveRoomOf } = subjects;
  const parts = { ...given, subjects };
  const verbs = {
    ...createParticipantControl(parts),
    ...createMessageControl(parts),
    ...createStreamControl(parts),
    ...createEventControl(world, subjects),
    ...createAttachmentControl(parts),
  };

  const flows = createFlowTheatre({
    verbs,
    world,
    authentications,
    subjects,
    settings,
    clock: settings.clock,
  });

  const control: Control = {
    ...verbs,
    ...createSupervisorControl(parts),
    ...createLifeControl(parts),
    ...createWorldControl(parts),
    ...createAuthenticationControl(authentications, subjects),
    ...createScenarioControl(flows, subjects),
    ...createFaultControl(given.faults, profiles),
    ...createProfileControl(profiles),
    ...createTrafficControl(given.traffic),
    ccp: createCcpControl(given.ccp, given.ccpUrl),
    listContacts: () => world.contacts().map(({ contactId }) => summariseContact(roomOf(contactId))),
    getContact(contactId) {
      const room = roomOf(contactId);
      return { contact: summariseContact(room), transcript: room.transcript.items.map(asShown) };
    },
    watchContacts: (listener) =>
      world.onContact(({ contactId }) => {
        const room = world.room(contactId);
        if (room) tell(listener, summariseContact(room));
      }),
    startChat(request) {
      try {
        return world.startChat(request);
      } catch (error) {
        if (!(error instanceof ChatRefused)) throw error;
        const code = error.code === "unknownSource" ? "NotFound" : "Conflict";
        throw new ControlError(code, `unable to start the chat; ${error.message}`);
      }
    },
    end(contactId) {
      liveRoomOf(contactId);
      world.end(contactId);
    },
    listSockets: () => gateway.listSockets(),
    dropSockets: (drop = {}) => gateway.dropSockets(drop),
    expireTokens: (expiry = {}) => world.expireTokens(expiry),
    requests: requestLog.records,
    watchRequests: (listener) => requestLog.watch((request) => tell(listener, request)),
    items: itemLog.records,
    watchItems: (listener) => itemLog.watch((item) => tell(listener, item)),
    metrics: () => metricLog.batches(),
  };
  return { control: checkVerbs(control), flows };
}
