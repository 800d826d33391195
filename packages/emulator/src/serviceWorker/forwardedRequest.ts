/** What a service worker hands to the page that the emulator is in, with a port for the answers. */
export interface ForwardedRequest {
  readonly type: "amazon-connect-chat-emulator";
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: ArrayBuffer | undefined;
}

/** What the page says to it: first that it has an emulator, then what that answers. */
export type ForwardedAnswer =
  | { readonly type: "taken" }
  | {
      readonly type: "answered";
      readonly status: number;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly body: ArrayBuffer | undefined;
    }
  /** The connection was cut. */
  | { readonly type: "cut" };

export const isForwardedRequest = (data: unknown): data is ForwardedRequest =>
  (Object(data) as Partial<ForwardedRequest>).type === "amazon-connect-chat-emulator";

/** Statuses that come without a body. */
const bare = new Set([101, 204, 205, 304]);

/** The body for a Response of this status. */
export const bodyFor = (status: number, body: ArrayBuffer | undefined): ArrayBuffer | null =>
  bare.has(status) ? null : (body ?? null);
