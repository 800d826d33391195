/** Who sits at the desk. */
export interface AgentIdentity {
  readonly agentId: string;
  readonly displayName: string;
}

const KEY = "playground.agent";

/** An agent id out of a name: letters and digits, joined by dashes. */
export function agentIdOf(name: string): string {
  const words = name
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{Letter}\p{Number}]+/gu);
  return words?.join("-") ?? "agent";
}

/** Reads what was saved; undefined when it is not what this page saves. */
export function parseIdentity(json: string | null): AgentIdentity | undefined {
  try {
    const saved = JSON.parse(json ?? "null") as Readonly<Record<string, unknown>> | null;
    const { agentId, displayName } = saved ?? {};
    const isWhole = typeof agentId === "string" && typeof displayName === "string" && agentId && displayName;
    return isWhole ? { agentId, displayName } : undefined;
  } catch {
    return undefined;
  }
}

/** This tab's agent: named by `?agent=`, or as before the reload. */
export function readIdentity(search: string): AgentIdentity | undefined {
  const named = new URLSearchParams(search).get("agent")?.trim();
  if (named) return { agentId: agentIdOf(named), displayName: named };
  return parseIdentity(sessionStorage.getItem(KEY));
}

export function saveIdentity(identity: AgentIdentity): void {
  sessionStorage.setItem(KEY, JSON.stringify(identity));
}
