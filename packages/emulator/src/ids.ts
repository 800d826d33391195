import type { Random } from "./random.js";

/** Makers of the identifiers and tokens that the service hands out. */
export interface Ids {
  /** A random UUID (version 4). */
  uuid(): string;
  /** A UUID that sorts by time (version 7); those of one millisecond sort in the order they were made. */
  itemId(timeMs: number): string;
  /** `prefix` and 43 random URL-safe characters. */
  token(prefix: string): string;
}

const urlSafe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const dashed = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");

/** Identifiers from one random source. */
export function createIds(random: Random): Ids {
  const word = () => random.nextUint32().toString(16).padStart(8, "0");
  const variant = () => "89ab".charAt(random.nextUint32() & 3);
  let lastMs = -1;
  let count = 0;
  return {
    uuid() {
      const hex = word() + word() + word() + word();
      return dashed(`${hex.slice(0, 12)}4${hex.slice(13, 16)}${variant()}${hex.slice(17)}`);
    },
    itemId(timeMs) {
      const wholeMs = Math.max(0, Math.floor(timeMs));
      count = wholeMs === lastMs ? (count + 1) & 0xfff : 0;
      lastMs = wholeMs;
      const time = wholeMs.toString(16).padStart(12, "0");
      const tail = word() + word();
      return dashed(`${time}7${count.toString(16).padStart(3, "0")}${variant()}${tail.slice(0, 15)}`);
    },
    token(prefix) {
      const characters = Array.from({ length: 43 }, () => urlSafe.charAt(random.nextUint32() >>> 26));
      return prefix + characters.join("");
    },
  };
}
