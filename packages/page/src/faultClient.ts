import type {
  ControlProfile,
  FaultRule,
  FaultSummary,
  ProfileListing,
  SocketDrop,
  TokenExpiry,
} from "amazon-connect-chat-emulator";
import { createControlRequester } from "./controlRequest.js";

/** What makes the emulator fail, and stops it. Rejects with `ControlError`. */
export interface FaultClient {
  list(): Promise<readonly FaultSummary[]>;
  inject(rule: FaultRule): Promise<unknown>;
  clear(faultId: string): Promise<unknown>;
  /** Ends all faults and profiles. */
  clearAll(): Promise<unknown>;
  listProfiles(): Promise<readonly ProfileListing[]>;
  applyProfile(profile: ControlProfile): Promise<unknown>;
  clearProfile(profileId: string): Promise<unknown>;
  /** Resolves with how many sockets it concerned. */
  dropSockets(drop: SocketDrop): Promise<number>;
  /** Resolves with how many tokens expired. */
  expireTokens(expiry: TokenExpiry): Promise<number>;
}

export function createFaultClient(baseUrl: string): FaultClient {
  const request = createControlRequester(baseUrl);
  return {
    async list() {
      const { faults }: { readonly faults: readonly FaultSummary[] } = await request({
        method: "GET",
        path: ["faults"],
        what: "list the faults",
      });
      return faults;
    },
    inject: (rule) => request({ method: "POST", path: ["faults"], what: "switch the fault on", body: rule }),
    clear: (faultId) =>
      request({ method: "DELETE", path: ["faults", faultId], what: "switch the fault off" }),
    clearAll: () => request({ method: "DELETE", path: ["faults"], what: "heal everything" }),
    async listProfiles() {
      const { profiles }: { readonly profiles: readonly ProfileListing[] } = await request({
        method: "GET",
        path: ["profiles"],
        what: "list the profiles",
      });
      return profiles;
    },
    applyProfile: (profile) =>
      request({ method: "POST", path: ["profiles"], what: "switch the profile on", body: profile }),
    clearProfile: (profileId) =>
      request({ method: "DELETE", path: ["profiles", profileId], what: "switch the profile off" }),
    async dropSockets(drop) {
      const { dropped }: { readonly dropped: number } = await request({
        method: "POST",
        path: ["sockets", "drop"],
        what: "cut the connections",
        body: drop,
      });
      return dropped;
    },
    async expireTokens(expiry) {
      const { expired }: { readonly expired: number } = await request({
        method: "POST",
        path: ["tokens", "expire"],
        what: "expire the tokens",
        body: expiry,
      });
      return expired;
    },
  };
}
