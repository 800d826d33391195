/** What a contact asks of the agent. */
export type ContactStage = "ringing" | "open" | "afterContact" | "missed" | "declined";

const STAGES: Readonly<Record<string, ContactStage>> = {
  incoming: "ringing",
  pending: "ringing",
  connecting: "ringing",
  connected: "open",
  ended: "afterContact",
  rejected: "declined",
};

/**
 * The stage of a contact.
 * @param stateType the `type` of `contact.getState()`
 */
export const contactStage = (stateType: string): ContactStage => STAGES[stateType] ?? "missed";
