/** Whose eyes a chat is seen through. */
export interface Viewer {
  readonly participantId: string;
  readonly role: "CUSTOMER" | "AGENT";
  readonly displayName: string;
}

const SERVICE_NAMES: Readonly<Record<string, string>> = { SYSTEM_MESSAGE: "System", BOT: "Bot" };

/** What to call the sender of an item; the service's own names are put into words. */
export function displayNameOf(item: {
  readonly DisplayName?: string | undefined;
  readonly ParticipantRole?: string | undefined;
}): string {
  const name = item.DisplayName?.trim() ?? "";
  if (Object.hasOwn(SERVICE_NAMES, name)) return SERVICE_NAMES[name] ?? name;
  if (name) return name;
  const role = item.ParticipantRole ?? "SYSTEM";
  return role.charAt(0) + role.slice(1).toLowerCase().replace("_", " ");
}
