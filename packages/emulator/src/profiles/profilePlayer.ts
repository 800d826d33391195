import type { Clock } from "../clock.js";
import type { FaultBook } from "../faults/faultBook.js";
import type { Gateway } from "../gateway/gateway.js";
import { createTimerScope } from "../timerScope.js";
import type { ControlProfile, FaultSet, ProfileSummary } from "./faultProfile.js";
import { faultProfiles } from "./faultProfiles.js";
import { narrow } from "./narrow.js";
import { playRounds } from "./profileRounds.js";

/** The profiles at work. */
export interface ProfilePlayer {
  /** Begins with a profile; undefined when there are too many profiles or faults already. */
  apply(profile: ControlProfile): ProfileSummary | undefined;
  /** In the order they were applied. */
  list(): readonly ProfileSummary[];
  /** False for an id that is not in the list. */
  remove(profileId: string): boolean;
  /** Ends all profiles. */
  clear(): void;
}

export interface ProfilePlayerParts {
  readonly clock: Clock;
  readonly book: FaultBook;
  readonly gateway: Pick<Gateway, "dropSockets">;
}

interface Playing {
  summary(): ProfileSummary;
  end(): void;
}

const maxProfiles = 100;

/** Begins to play a profile; undefined when a fault finds no room. */
function play(
  profileId: string,
  given: ControlProfile,
  parts: ProfilePlayerParts & { readonly onOver: () => void },
): Playing | undefined {
  const { clock, book, gateway } = parts;
  const { profile: name, operation, times, probability, forMs, ...whom } = given;
  const { rounds, faults: lasting = [], sockets } = narrow(faultProfiles[name], operation);
  const timers = createTimerScope(clock);
  const faultIds = new Set<string>();
  let hits = 0;
  const count = (more: number) => void (hits += more);

  const add = (fault: NonNullable<FaultSet["faults"]>[number]): string | undefined => {
    const { faultId } = book.add({ ...fault, ...whom }, { profileId, onHit: () => count(1) }) ?? {};
    if (faultId !== undefined) faultIds.add(faultId);
    return faultId;
  };
  const remove = (faultId: string) => {
    faultIds.delete(faultId);
    book.remove(faultId);
  };
  const drop = (how: FaultSet["sockets"]) => {
    if (how !== undefined) count(gateway.dropSockets({ ...whom, how }));
  };
  const end = () => {
    timers.cancelAll();
    for (const faultId of [...faultIds]) remove(faultId);
  };

  const often = { ...(times !== undefined && { times }), ...(probability !== undefined && { probability }) };
  const added = lasting.map((fault) => add({ ...fault, ...often }));
  if (added.includes(undefined)) {
    end();
    return undefined;
  }
  drop(sockets);
  const inRounds =
    rounds &&
    playRounds(rounds, {
      ...often,
      timers,
      draw: book.draw,
      begin(phase) {
        const ids = (phase.faults ?? []).flatMap((fault) => add(fault) ?? []);
        drop(phase.sockets);
        return () => ids.forEach(remove);
      },
    });
  if (forMs !== undefined)
    timers.set(forMs, () => {
      end();
      parts.onOver();
    });
  return { summary: () => ({ ...given, profileId, phase: inRounds?.phase, hits }), end };
}

/** Plays profiles by means of faults and the gateway's sockets. */
export function createProfilePlayer(parts: ProfilePlayerParts): ProfilePlayer {
  const playing = new Map<string, Playing>();
  let applied = 0;

  return {
    apply(given) {
      if (playing.size >= maxProfiles) return undefined;
      applied += 1;
      const profileId = `profile-${applied}`;
      const begun = play(profileId, given, { ...parts, onOver: () => void playing.delete(profileId) });
      if (begun) playing.set(profileId, begun);
      return begun?.summary();
    },
    list: () => [...playing.values()].map(({ summary }) => summary()),
    remove(profileId) {
      playing.get(profileId)?.end();
      return playing.delete(profileId);
    },
    clear() {
      for (const { end } of playing.values()) end();
      playing.clear();
    },
  };
}
