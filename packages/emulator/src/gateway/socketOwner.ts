/** Whose socket it is: a participant's, or an agent's transport that carries all chats of that agent. */
export type SocketOwner =
  | { readonly kind: "participant"; readonly contactId: string; readonly participantId: string }
  | { readonly kind: "agent"; readonly agentId: string };

/** Owners with equal keys are the same owner. */
export const ownerKey = (owner: SocketOwner): string =>
  owner.kind === "agent" ? `agent ${owner.agentId}` : `participant ${owner.contactId} ${owner.participantId}`;
