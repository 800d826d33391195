import type { Limits } from "../options.js";
import type { Contact } from "./contact.js";

/** Who is asked into a chat. */
export type GuestRole = "AGENT" | "CUSTOM_BOT" | "SUPERVISOR";

const limitNames = {
  AGENT: "agentsPerContact",
  CUSTOM_BOT: "customBotsPerContact",
  SUPERVISOR: "supervisorsPerContact",
} as const satisfies Record<GuestRole, keyof Limits>;

/** Whether a chat takes one more of a role; who is invited has a place already. */
export const hasPlaceFor = ({ participants }: Contact, role: GuestRole, limits: Limits): boolean =>
  participants.filter((guest) => guest.role === role && guest.state !== "LEFT").length <
  limits[limitNames[role]];
