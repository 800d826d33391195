import { isObject } from "../lib/isObject.js";
import { readObject } from "../lib/readObject.js";
import type { Place } from "./place.js";

type Frame = Readonly<Record<string, unknown>>;

/** A socket that is tried. */
export interface SocketProbe {
  /** Resolves with the first frame that fits, whether it has come or is to come; undefined when none does in time. */
  next(fits: (frame: Frame) => boolean): Promise<Frame | undefined>;
  send(frame: string): void;
  close(): void;
}

export type Opening =
  | { readonly kind: "open"; readonly probe: SocketProbe }
  | { readonly kind: "closed"; readonly code: number }
  | { readonly kind: "timeout" }
  | { readonly kind: "none" };

/** Opens a socket, and waits no longer than the place allows. */
export function openProbe({ platform, timeoutMs }: Place, url: string): Promise<Opening> {
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  const next: SocketProbe["next"] = (fits) =>
    new Promise((resolve) => {
      const cancel = platform.setTimer(() => settle(), timeoutMs);
      const settle = (frame?: Frame) => {
        cancel();
        waiting.delete(look);
        resolve(frame);
      };
      const look = () => {
        const frame = frames.find(fits);
        if (frame) settle(frame);
      };
      waiting.add(look);
      look();
    });
  return new Promise((resolve) => {
    let cancel = () => {};
    const settle = (opening: Opening) => {
      cancel();
      resolve(opening);
    };
    try {
      const socket = platform.openSocket(url, {
        opened: () =>
          settle({
            kind: "open",
            probe: { next, send: (frame) => socket.send(frame), close: () => socket.close(1_000) },
          }),
        closed: ({ code }) => settle({ kind: "closed", code }),
        received(data) {
          const frame = readObject(data);
          if (!isObject(frame)) return;
          frames.push(frame);
          for (const look of [...waiting]) look();
        },
      });
      cancel = platform.setTimer(() => {
        settle({ kind: "timeout" });
        socket.close();
      }, timeoutMs);
    } catch (error) {
      settle(error instanceof ReferenceError ? { kind: "none" } : { kind: "closed", code: 1_006 });
    }
  });
}
