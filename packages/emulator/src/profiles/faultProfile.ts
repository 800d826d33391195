import type { CallName, Fault, FaultScope } from "../faults/faultRule.js";

/** Bad days that users have, by name. */
export const FAULT_PROFILE_NAMES = [
  "subway",
  "corporate-proxy",
  "laptop-sleep",
  "throttled",
  "flaky-uploads",
  "duplicate-delivery",
] as const;
export type FaultProfileName = (typeof FAULT_PROFILE_NAMES)[number];

/** A fault of a profile, and how likely it is each time. */
export type ProfileFault = Fault & Pick<FaultScope, "probability">;

/** What goes wrong for as long as it lasts. */
export interface FaultSet {
  readonly faults?: readonly ProfileFault[];
  /** What becomes of the open sockets when it begins. @defaultValue nothing */
  readonly sockets?: "close" | "abort" | "halfOpen" | undefined;
}

/** How long something lasts, in milliseconds of the emulator's clock; up to `jitterMs` are added by chance. */
interface Span {
  readonly ms: number;
  readonly jitterMs?: number;
}

/** One of the things that come one after the other. */
export interface ProfilePhase extends FaultSet, Span {
  readonly name: string;
}

/** A named set of faults. What it has itself holds all the time, beside its phases. */
export interface FaultProfile extends FaultSet {
  /** What it is, in one sentence. */
  readonly summary: string;
  /** What comes and goes: after a while the phases in order, and so on. @defaultValue nothing does */
  readonly rounds?: { readonly after: Span; readonly phases: readonly ProfilePhase[] };
}

/** A profile to apply: which one, to whom, how often. */
export interface ControlProfile extends FaultScope {
  readonly profile: FaultProfileName;
  /**
   * How many rounds there are, of a profile that comes and goes; how often each of its faults strikes, of those that hold all the time.
   * @defaultValue without end
   */
  readonly times?: number | undefined;
  /** From 0 to 1: that a round comes; of faults that hold all the time, that they strike. @defaultValue as the profile has it */
  readonly probability?: number | undefined;
  /** Only requests of this operation are struck; sockets are left alone. @defaultValue all that the profile is about */
  readonly operation?: CallName | undefined;
}

/** A profile at work. One that has had its rounds stays in the list until it is cleared or over. */
export interface ProfileSummary extends ControlProfile {
  readonly profileId: string;
  /** The phase of a round that it is in. */
  readonly phase?: string | undefined;
  /** How often its faults have struck, and how many sockets it has ended. */
  readonly hits: number;
}
