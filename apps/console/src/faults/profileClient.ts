import { createControlRequester } from "@amazon-connect-chat/page/controlRequest.js";

/** A named set of faults, and where it is at work. */
export interface ProfileListing {
  readonly profile: string;
  readonly summary: string;
  readonly active: readonly {
    readonly profileId: string;
    readonly contactId?: string;
    readonly phase?: string;
    readonly hits: number;
  }[];
}

export interface ProfileClient {
  list(): Promise<readonly ProfileListing[]>;
  apply(profile: string, contactId: string | undefined): Promise<unknown>;
  clear(profileId: string): Promise<unknown>;
}

export function createProfileClient(baseUrl: string): ProfileClient {
  const request = createControlRequester(baseUrl);
  return {
    async list() {
      const { profiles }: { readonly profiles: readonly ProfileListing[] } = await request({
        method: "GET",
        path: ["profiles"],
        what: "list the profiles",
      });
      return profiles;
    },
    apply: (profile, contactId) =>
      request({
        method: "POST",
        path: ["profiles"],
        what: "begin the profile",
        body: { profile, contactId },
      }),
    clear: (profileId) =>
      request({ method: "DELETE", path: ["profiles", profileId], what: "end the profile" }),
  };
}
