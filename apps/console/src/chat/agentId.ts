/** The id of an agent who is known by a name alone. */
export const agentOf = (name: string) => ({
  displayName: name,
  agentId: name.toLowerCase().replaceAll(/\s+/g, "-"),
});
