import type { TabLocks } from "./tabsPlatform.js";

export interface LeaderLockListener {
  granted(): void;
  /** Another tab has taken it away, as this one did not answer. */
  deposed(): void;
  /** The browser gives no locks here. */
  refused(): void;
}

/** The lock whose holder leads. The browser lets go of it when its tab dies. */
export interface LeaderLock {
  /** Waits for it, behind those who wait already. */
  request(): void;
  /** Takes it from a tab that does not answer. */
  steal(): void;
  /** Lets go of it, or waits no more. */
  giveUp(): void;
}

export function createLeaderLock(locks: TabLocks, name: string, listener: LeaderLockListener): LeaderLock {
  interface Claim {
    readonly controller: AbortController;
    letGo?: () => void;
  }
  let current: Claim | undefined;

  const giveUp = () => {
    const claim = current;
    current = undefined;
    claim?.controller.abort();
    claim?.letGo?.();
  };
  const claimIt = async (steal: boolean): Promise<void> => {
    giveUp();
    const claim: Claim = { controller: new AbortController() };
    current = claim;
    try {
      // A claim that steals cannot be aborted, nor need be.
      await locks.request(name, steal ? { steal } : { signal: claim.controller.signal }, () => {
        if (current !== claim) return undefined;
        const held = new Promise<void>((resolve) => (claim.letGo = resolve));
        listener.granted();
        return held;
      });
    } catch {
      if (current !== claim) return;
      current = undefined;
      if (claim.letGo) listener.deposed();
      else listener.refused();
    }
  };
  return { request: () => void claimIt(false), steal: () => void claimIt(true), giveUp };
}
