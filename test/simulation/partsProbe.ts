import type { ConnectionState } from "../../packages/chatjs/src/parts/connection/connectionState.js";
import type { PartsPage } from "./partsPage.js";
import type { PartsWorld } from "./partsWorld.js";
import type { Violation } from "./violation.js";

type Name = ConnectionState["name"];

/** What the state may be, by what the session itself says. A session that polls counts as connected. */
const FITTING: Readonly<Record<string, readonly Name[]>> = {
  NeverEstablished: ["idle", "connecting", "failed"],
  Establishing: ["connecting", "reconnecting"],
  Established: ["connecting", "connected", "recovering", "degraded"],
  Broken: ["idle", "connecting", "reconnecting", "failed", "ended"],
};

function probePage({ name: who, session, isLate }: PartsPage): readonly Violation[] {
  const violations: Violation[] = [];
  const fail = (invariant: string, detail: string) => violations.push({ invariant, who, detail });
  const { state } = session.connection;
  const status = session.getConnectionStatus();
  // A part that came late hears no more of the subscription than that what was missed is there.
  const isRecovering = isLate && status === "Established" && state.name === "reconnecting";
  if (!isRecovering && !FITTING[status]?.includes(state.name))
    fail("the state of the connection fits the session", `${state.name} while ${status}`);
  if ((state.name === "degraded") !== (session.polling?.isPolling ?? false))
    fail("a session that polls is degraded", `${state.name}, polls: ${session.polling?.isPolling}`);
  const { messageIds, count } = session.getUnread();
  if (count !== messageIds.length || new Set(messageIds).size !== count)
    fail("unread messages are counted once", `${count} of ${messageIds.length}`);
  return violations;
}

/** What holds at any moment at which nothing is under way in a page that runs. */
export function probeParts(world: PartsWorld): readonly Violation[] {
  return world.customers.flatMap((customer) => {
    const live = world.alivePages(customer).filter(({ isLive }) => isLive);
    const violations = live.flatMap(probePage);
    const leaders = live.filter(({ session }) => session.tabs?.isLeader);
    // A page that connects to nothing leads nobody.
    if (customer.windows && leaders.length > 1)
      violations.push({
        invariant: "one tab leads",
        who: customer.name,
        detail: leaders.map(({ name }) => name).join(", "),
      });
    return violations;
  });
}
