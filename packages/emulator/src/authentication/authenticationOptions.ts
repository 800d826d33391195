/** How customers sign in. Times are in milliseconds. */
export interface AuthenticationOptions {
  /** GetAuthenticationUrl must be called within this time of `authentication.initiated`. @defaultValue 60000 */
  readonly urlWindowMs: number;
  /** How long the flow waits for the customer. @defaultValue 180000 */
  readonly timeoutMs: number;
  /**
   * The emulator also does what the site's backend does with UpdateParticipantAuthentication; without, the outcome of signing in
   * comes with that call. @defaultValue true
   */
  readonly actsAsBackend: boolean;
}

export const defaultAuthenticationOptions: AuthenticationOptions = {
  urlWindowMs: 60_000,
  timeoutMs: 180_000,
  actsAsBackend: true,
};
