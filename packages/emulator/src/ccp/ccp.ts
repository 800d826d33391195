import type { FaultBook } from "../faults/faultBook.js";
import type { Ids } from "../ids.js";
import { toIsoTime } from "../isoTime.js";
import { createTimerScope } from "../timerScope.js";
import { createAgent } from "./agent.js";
import type { Agent, AgentParts } from "./agent.js";
import type { AgentIdentity } from "./agentSnapshot.js";
import { createRing } from "./ccpLog.js";
import type { CcpLog, CcpReport, CcpRequest } from "./ccpLog.js";
import { needsAgent, pickAgent } from "./routing.js";
import { openTab } from "./tab.js";
import type { Tab, TabPort } from "./tab.js";

/** Takes in the CCP pages of agents. */
export interface CcpHost {
  /**
   * A page of amazon-connect-streams has opened its CCP.
   * @param origin of the CCP page
   */
  openTab(identity: AgentIdentity, origin: string, port: TabPort): Tab;
}

/** The contact control panel: agents with pages of Streams, on the chats of the emulator's world. */
export interface Ccp extends CcpHost {
  readonly log: CcpLog;
  agents(): readonly Agent[];
  findAgent(agentId: string): Agent | undefined;
  close(): void;
}

/** No agents, until a page comes. */
export function createCcp(
  given: Omit<AgentParts, "onChange"> & { readonly ids: Ids; readonly faults: FaultBook },
): Ccp {
  const { world, settings, ids, faults } = given;
  const { clock } = settings;
  const agents = new Map<string, Agent>();
  const timers = createTimerScope(clock);
  const metrics = createRing<CcpReport>();
  const logs = createRing<CcpReport>();
  const requests = createRing<CcpRequest>();
  let cancelRouting: (() => void) | undefined;

  const route = () => {
    for (const contact of world.contacts().filter((each) => needsAgent(each, settings.limits))) {
      const agent = pickAgent([...agents.values()]);
      if (!agent) return;
      const { agentId, displayName } = agent;
      world.invite(contact.contactId, { agentId, displayName });
    }
  };

  const routeSoon = () => {
    cancelRouting ??= timers.set(0, () => {
      cancelRouting = undefined;
      route();
    });
  };

  const agentOf = (identity: AgentIdentity): Agent => {
    const known = agents.get(identity.agentId);
    if (known) return known;
    const agent = createAgent(identity, { ...given, onChange: routeSoon });
    agents.set(identity.agentId, agent);
    return agent;
  };

  const stopFollowing = world.onContact(({ contactId }) => {
    for (const agent of agents.values()) {
      // What one agent does about it may have changed it again.
      const contact = world.room(contactId)?.contact;
      if (contact) agent.follow(contact);
    }
    if (agents.size > 0) routeSoon();
  });

  return {
    log: { metrics: metrics.entries, logs: logs.entries, requests: requests.entries },
    agents: () => [...agents.values()],
    findAgent: (agentId) => agents.get(agentId),
    openTab(identity, origin, port) {
      const agent = agentOf(identity);
      const { agentId } = agent;
      const now = () => toIsoTime(clock.nowMs());
      return openTab({
        call: {
          agent,
          agents: () => [...agents.values()],
          world,
          faults,
          region: settings.ccp.region,
          nowMs: () => clock.nowMs(),
        },
        port,
        uuid: () => ids.uuid(),
        nowMs: () => clock.nowMs(),
        origin,
        report(kind, data) {
          (kind === "metric" ? metrics : logs).add({ at: now(), agentId, data });
        },
        record: (request) => requests.add({ at: now(), agentId, ...request }),
      });
    },
    close() {
      stopFollowing();
      timers.cancelAll();
      for (const agent of agents.values()) agent.close();
    },
  };
}
