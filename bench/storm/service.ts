import { createSeededRandom } from "../../packages/emulator/src/random.js";

/** What comes of a request. */
export type Answer = "ok" | "unavailable" | "network error";

/** A service that goes away at 0 and takes every socket with it. */
export interface Outage {
  readonly title: string;
  /** Until when requests fail, in milliseconds; 0 when they never do. */
  readonly httpBackAtMs: number;
  /** Until when sockets are refused. */
  readonly socketsBackAtMs: number;
  /** Share of failing requests that end without an answer; the others get 503. */
  readonly networkErrors: number;
}

const MINUTE_MS = 60_000;
const away = (title: string, ms: number): Outage => ({
  title,
  httpBackAtMs: ms,
  socketsBackAtMs: ms,
  networkErrors: 0.5,
});

export const OUTAGES: readonly Outage[] = [
  away("the service is away for 10 s", 10_000),
  away("the service is away for 60 s", MINUTE_MS),
  away("the service is away for 10 min", 10 * MINUTE_MS),
  {
    title: "sockets are refused for 60 s, requests work",
    httpBackAtMs: 0,
    socketsBackAtMs: MINUTE_MS,
    networkErrors: 0,
  },
];

/** Times of the network: a mean, and up to half of it more or less. */
const around = (meanMs: number, random: () => number) => meanMs * (0.5 + random());

export interface Service {
  /** How long a request takes, and what comes of it. */
  request(atMs: number): { readonly tookMs: number; readonly answer: Answer };
  /** How long a handshake and its subscription take, and whether they succeed. */
  handshake(atMs: number): { readonly tookMs: number; readonly isOpen: boolean };
}

export const createService = (outage: Outage, random: () => number): Service => ({
  request(atMs) {
    const failure = random() < outage.networkErrors ? "network error" : "unavailable";
    return { tookMs: around(80, random), answer: atMs < outage.httpBackAtMs ? failure : "ok" };
  },
  handshake: (atMs) => ({ tookMs: around(100, random), isOpen: atMs >= outage.socketsBackAtMs }),
});

/** Uniform in [0, 1), the same numbers for the same seed. */
export function seededRandom(seed: number): () => number {
  const random = createSeededRandom(seed);
  return () => random.nextUint32() / 2 ** 32;
}
