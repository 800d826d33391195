import { z } from "zod";
import { faultProfileName, profileSummary } from "../profiles/profileRules.js";
import { list } from "./controlAnswers.js";
import { controlRoute } from "./controlRoute.js";
import { controlRules } from "./controlRules.js";
import type { ProfileListing } from "./profileControl.js";

const profileListing: z.ZodType<ProfileListing> = z
  .object({
    profile: faultProfileName,
    summary: z.string().describe("what it is, in one sentence"),
    active: list(profileSummary).describe("where it is at work, oldest first"),
  })
  .meta({ id: "ProfileListing" });

/** Bad days. */
export const profileRoutes = [
  controlRoute("GET /profiles", {
    name: "listProfiles",
    summary: "All fault profiles, and where they are at work.",
    answer: z.object({ profiles: list(profileListing) }),
    run: ({ control }) => ({ profiles: control.listProfiles() }),
  }),
  controlRoute("POST /profiles", {
    name: "applyProfile",
    summary: "From now on things go wrong as on a bad day of that name.",
    body: controlRules.profile,
    answer: z.object({ profileId: z.string() }),
    refuses: ["Conflict"],
    run: ({ control }, profile) => control.applyProfile(profile),
  }),
  controlRoute("DELETE /profiles/{profileId}", {
    name: "clearProfile",
    summary: "Ends a profile and its faults.",
    refuses: ["NotFound"],
    run: ({ control }, { profileId }) => control.clearProfile(profileId),
  }),
] as const;
