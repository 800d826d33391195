import { FAULT_PROFILE_NAMES } from "../profiles/faultProfile.js";
import type { ControlProfile, FaultProfileName, ProfileSummary } from "../profiles/faultProfile.js";
import { faultProfiles } from "../profiles/faultProfiles.js";
import type { ProfilePlayer } from "../profiles/profilePlayer.js";
import { ControlError } from "./controlError.js";
import { controlRules, readControlValue } from "./controlRules.js";

/** A profile that there is, and where it is at work. */
export interface ProfileListing {
  readonly profile: FaultProfileName;
  /** What it is, in one sentence. */
  readonly summary: string;
  /** Oldest first; none while it is off. */
  readonly active: readonly ProfileSummary[];
}

export interface ProfileControl {
  /**
   * From now on things go wrong as they do on a bad day of that name, for everyone or for whom it names. InvalidRequest for an unknown
   * name, and for an operation that the profile does nothing to; Conflict when there are too many faults.
   */
  applyProfile(profile: ControlProfile): { readonly profileId: string };
  /** All profiles, and where they are at work. */
  listProfiles(): readonly ProfileListing[];
  /** Ends a profile and its faults. `clearFaults` ends all. */
  clearProfile(profileId: string): void;
}

/** What the control side can do about profiles. */
export const createProfileControl = (player: ProfilePlayer): ProfileControl => ({
  applyProfile(profile) {
    const applied = player.apply(readControlValue(profile, controlRules.profile));
    if (!applied)
      throw new ControlError(
        "Conflict",
        "unable to apply the profile; there are too many faults, clear some",
      );
    return { profileId: applied.profileId };
  },
  listProfiles() {
    const playing = player.list();
    return FAULT_PROFILE_NAMES.map((profile) => ({
      profile,
      summary: faultProfiles[profile].summary,
      active: playing.filter((each) => each.profile === profile),
    }));
  },
  clearProfile(profileId) {
    if (!player.remove(profileId))
      throw new ControlError("NotFound", "unable to clear the profile; its id is unknown, or it is over");
  },
});
