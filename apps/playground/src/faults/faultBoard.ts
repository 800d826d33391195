import type { Fault, FaultRule, FaultSummary } from "amazon-connect-chat-emulator";
import type { LastingFault } from "./faultCatalog.js";

/** How a fault of the panel stands. */
export interface FaultState {
  /** The rules that switching it off clears; none when it is off. */
  readonly faultIds: readonly string[];
  /** How often they have struck. */
  readonly hits: number;
  /** Where else it is on. */
  readonly elsewhere: "nowhere" | "all chats" | "another chat";
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

/** How a fault stands in a scope, by what the emulator lists: other pages may have switched it too. */
export function faultState(
  { fault }: Pick<LastingFault, "fault">,
  listed: readonly FaultSummary[],
  contactId: string | undefined,
): FaultState {
  const alike = listed.filter((summary) => sameMembers(summary, fault));
  const here = alike.filter((summary) => summary.contactId === contactId);
  const others = alike.filter((summary) => summary.contactId !== contactId);
  const isEverywhere = others.some((summary) => summary.contactId === undefined);
  const beside = isEverywhere ? "all chats" : "another chat";
  return {
    faultIds: here.map(({ faultId }) => faultId),
    hits: here.reduce((sum, { hits }) => sum + hits, 0),
    elsewhere: others.length === 0 ? "nowhere" : beside,
  };
}
