import type { Platform } from "../../platform/platform.js";

/** What tabs need of `navigator.locks`. */
export interface TabLocks {
  request(
    name: string,
    options: {
      readonly mode?: "exclusive" | "shared" | undefined;
      readonly steal?: boolean | undefined;
      readonly signal?: AbortSignal | undefined;
    },
    held: () => Promise<void> | undefined,
  ): Promise<unknown>;
}

/** A channel to the other tabs; what is posted does not come back. */
export interface TabChannel {
  post(data: object): void;
  close(): void;
}

/** What tabs need of the browser beyond `Platform`. */
export interface TabsPlatform {
  readonly locks: TabLocks;
  openChannel(name: string, received: (data: unknown) => void): TabChannel;
  /** Calls back when the page is frozen or left, and when it comes back. Returns the way to stop. */
  onSleep(listener: (isAsleep: boolean) => void): () => void;
}

interface Globals {
  readonly navigator?: { readonly locks?: TabLocks };
  readonly BroadcastChannel?: typeof BroadcastChannel;
  readonly document?: Partial<EventTarget>;
}

const FALLS_ASLEEP: Readonly<Record<string, boolean>> = {
  freeze: true,
  resume: false,
  pagehide: true,
  pageshow: false,
};

/** Undefined where Web Locks or BroadcastChannel are missing: in a page without TLS, or React Native. */
export function tabsPlatformOf(platform: Pick<Platform, "globals">): TabsPlatform | undefined {
  const globals = platform.globals as Globals & Partial<EventTarget>;
  const { BroadcastChannel: Channel, document } = globals;
  const locks = globals.navigator?.locks;
  if (!locks || !Channel) return undefined;
  return {
    locks,
    openChannel(name, received) {
      const channel = new Channel(name);
      channel.onmessage = ({ data }: MessageEvent<unknown>) => received(data);
      return { post: (data) => channel.postMessage(data), close: () => channel.close() };
    },
    onSleep(listener) {
      const heard = ({ type }: Event) => listener(FALLS_ASLEEP[type] === true);
      const targets = [document, document && globals];
      for (const type of Object.keys(FALLS_ASLEEP))
        for (const target of targets) target?.addEventListener?.(type, heard);
      return () => {
        for (const type of Object.keys(FALLS_ASLEEP))
          for (const target of targets) target?.removeEventListener?.(type, heard);
      };
    },
  };
}
