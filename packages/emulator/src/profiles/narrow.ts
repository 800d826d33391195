import { concernsCall } from "../faults/faultMatch.js";
import type { CallName } from "../faults/faultRule.js";
import type { ControlProfile, FaultProfile, FaultSet, ProfileFault } from "./faultProfile.js";

type Operation = ControlProfile["operation"];

const requestKinds: readonly ProfileFault["kind"][] = [
  "httpError",
  "dropResponse",
  "latency",
  "hangResponse",
];

/** What a fault does to one operation. */
function faultOf(fault: ProfileFault, operation: CallName): readonly ProfileFault[] {
  if (!requestKinds.includes(fault.kind)) return [];
  const named = "operation" in fault ? fault.operation : undefined;
  return concernsCall(named, operation) ? [{ ...fault, operation } as ProfileFault] : [];
}

const narrowSet = <Set extends FaultSet>(set: Set, operation: CallName): Set => ({
  ...set,
  sockets: undefined,
  faults: (set.faults ?? []).flatMap((fault) => faultOf(fault, operation)),
});

/** What a profile does to the requests of one operation; all that it does when none is named. */
export function narrow(profile: FaultProfile, operation: Operation): FaultProfile {
  if (operation === undefined) return profile;
  const { rounds, ...rest } = profile;
  const phases = rounds?.phases.map((phase) => narrowSet(phase, operation)) ?? [];
  return {
    ...narrowSet(rest, operation),
    // Rounds of nothing are none.
    ...(rounds && phases.some(({ faults = [] }) => faults.length > 0) && { rounds: { ...rounds, phases } }),
  };
}

/** Whether a profile does anything to the requests of an operation. */
export function concernsOperation(profile: FaultProfile, operation: Operation): boolean {
  const { faults = [], sockets, rounds } = narrow(profile, operation);
  return faults.length > 0 || sockets !== undefined || rounds !== undefined;
}
