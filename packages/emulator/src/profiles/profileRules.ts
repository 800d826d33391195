import { z } from "zod";
import { faultOperation, faultScope } from "../faults/faultRules.js";
import { FAULT_PROFILE_NAMES } from "./faultProfile.js";
import type { ControlProfile, ProfileSummary } from "./faultProfile.js";
import { faultProfiles } from "./faultProfiles.js";
import { concernsOperation } from "./narrow.js";

/** The name of a profile. */
export const faultProfileName = z.enum(FAULT_PROFILE_NAMES, {
  error: `must be one of ${FAULT_PROFILE_NAMES.join(", ")}`,
});

const given = z.strictObject({ profile: faultProfileName, operation: faultOperation, ...faultScope });

/** What a profile to apply may hold. */
export const profileRules: z.ZodType<ControlProfile> = given.refine(
  ({ profile, operation }) => concernsOperation(faultProfiles[profile], operation),
  {
    path: ["operation"],
    error: "must be one whose requests the profile is about",
  },
);

/** The profiles of the options: names, or names with whom and how often. */
export const profilesRules = z.array(z.union([faultProfileName, profileRules]));

/** A profile at work. */
export const profileSummary: z.ZodType<ProfileSummary> = given
  .extend({
    profileId: z.string(),
    phase: z.string().optional().describe("of a round: what it is in now"),
    hits: z.int().min(0).describe("strikes of its faults, and sockets that it has ended"),
  })
  .meta({ id: "Profile" });
