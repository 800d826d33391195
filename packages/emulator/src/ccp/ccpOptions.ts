/** How chats come to the agents' pages. Times are in milliseconds. */
export interface CcpOptions {
  /** How long a chat rings before it counts as missed. @defaultValue 20000 */
  readonly ringMs: number;
  /** Chats of one agent at a time. @defaultValue 5 */
  readonly concurrency: number;
  /** Where agents and contacts seem to be. @defaultValue "us-west-2" */
  readonly region: string;
  /** From the loss of an agent's socket to the next attempt. @defaultValue 500 */
  readonly socketRetryMs: number;
}

export const defaultCcpOptions: CcpOptions = {
  ringMs: 20_000,
  concurrency: 5,
  region: "us-west-2",
  socketRetryMs: 500,
};
