import type { Fault, FaultRule, FaultSummary, ProfileSummary } from "amazon-connect-chat-emulator";
import type { LastingFault } from "./faultCatalog.js";

/** How a fault or a profile of the panel stands. */
export interface FaultState {
  /** What switching it off clears; none when it is off. */
  readonly ids: readonly string[];
  /** How often it has struck. */
  readonly hits: number;
  /** Where else it is on. */
  readonly elsewhere: "nowhere" | "all chats" | "another chat";
  /** What a profile that comes and goes is in. */
  readonly phase?: string | undefined;
}

interface Active {
  readonly id: string;
  readonly hits: number;
  readonly contactId?: string | undefined;
  readonly phase?: string | undefined;
}

/** The rule that makes the fault happen, in one chat or in all. */
export const ruleOf = (fault: Fault, contactId: string | undefined): FaultRule =>
  contactId === undefined ? fault : { ...fault, contactId };

const sameMembers = (one: object, other: object): boolean => {
  const members = (rule: object) =>
    Object.entries(rule)
      .filter(([name, value]) => !["faultId", "hits", "contactId"].includes(name) && value !== undefined)
      .map(([name, value]) => `${name}=${String(value)}`)
      .sort()
      .join();
  return members(one) === members(other);
};

/** How things stand in a scope that are on here or elsewhere: other pages may have switched them too. */
function stateOf(active: readonly Active[], contactId: string | undefined): FaultState {
  const here = active.filter((each) => each.contactId === contactId);
  const others = active.filter((each) => each.contactId !== contactId);
  const isEverywhere = others.some((each) => each.contactId === undefined);
  const beside = isEverywhere ? "all chats" : "another chat";
  return {
    ids: here.map(({ id }) => id),
    hits: here.reduce((sum, { hits }) => sum + hits, 0),
    elsewhere: others.length === 0 ? "nowhere" : beside,
    phase: here.find(({ phase }) => phase !== undefined)?.phase,
  };
}

/** How a fault stands in a scope, by the faults that the emulator lists. */
export const faultState = (
  { fault }: Pick<LastingFault, "fault">,
  listed: readonly FaultSummary[],
  contactId: string | undefined,
): FaultState =>
  stateOf(
    listed
      .filter((summary) => sameMembers(summary, fault))
      .map(({ faultId, hits, contactId: of }) => ({ id: faultId, hits, contactId: of })),
    contactId,
  );

/** How a profile stands in a scope, by what the emulator says of it. */
export const profileState = (active: readonly ProfileSummary[], contactId: string | undefined): FaultState =>
  stateOf(
    active.map(({ profileId, ...rest }) => ({ id: profileId, ...rest })),
    contactId,
  );
