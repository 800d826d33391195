import type { ClientHost, Rules } from "./rules.js";
import type { Answer } from "./service.js";

const FETCH = 0;
const ANSWERED_OK = 1;
const ANSWERED_UNAVAILABLE = 2;
const NO_ANSWER = 3;
const OPENED = 4;
const REFUSED = 5;
const HELD_BACK = 6;

const kindOf: Readonly<Record<Answer, number>> = {
  ok: ANSWERED_OK,
  unavailable: ANSWERED_UNAVAILABLE,
  "network error": NO_ANSWER,
};

/** Its SDK makes three attempts of a call that is answered with 5xx. */
const SDK_ATTEMPTS = 3;
const SDK_BASE_MS = 100;

/** Of a request without an answer: 2, 4, 8, 16, then every 30 s, with no jitter. Phones only; elsewhere it is the end. */
export const mobileRetryMs = (retries: number): number => Math.min(2_000 * 2 ** retries, 30_000);

/** Where 5.0.0 runs: phones repeat a request without an answer, and Chromium slows down sockets that fail again and again. */
export type Browser = "any" | "phone" | "Chromium";

const TITLES: Readonly<Record<Browser, string>> = {
  any: "5.0.0",
  phone: "5.0.0 on phones",
  Chromium: "5.0.0, slowed by Chromium",
};

/**
 * How long Chromium holds back a page's next socket: one to five seconds over 65,536, doubled for each handshake that failed in
 * the last minutes, and once for the one under way. The sockets that opened are taken to be older than that.
 */
export const chromiumDelayMs = (refusals: number, random: number): number =>
  ((1_000 + 4_000 * random) * 2 ** Math.min(1 + refusals, 16)) / 65_536;

/**
 * How ChatJS 5.0.0 was seen to behave: a lost or refused socket leads to a new request at once, without a pause; three answers
 * with 5xx end the session; a request without an answer ends it too, but on phones, where it is repeated.
 */
export function createUpstreamRules(host: ClientHost, clients: number, browser: Browser): Rules {
  /** Of the call under way. */
  const attempts = new Uint8Array(clients);
  const retries = new Uint8Array(clients);
  const refusals = new Uint8Array(clients);

  const fetch = (client: number) => {
    host.requested();
    const { tookMs, answer } = host.service.request(host.nowMs());
    host.after(client, tookMs, kindOf[answer]);
  };
  const shakeHands = (client: number) => {
    const { tookMs, isOpen } = host.service.handshake(host.nowMs());
    host.after(client, tookMs, isOpen ? OPENED : REFUSED);
  };
  const connect = (client: number) => {
    attempts[client] = 1;
    fetch(client);
  };

  return {
    title: TITLES[browser],
    lost: connect,
    wake(client, kind) {
      switch (kind) {
        case FETCH:
          fetch(client);
          return;
        case ANSWERED_OK: {
          // Held back before it leaves: the service sees it, and decides, after the delay.
          if (browser === "Chromium")
            host.after(client, chromiumDelayMs(refusals[client] ?? 0, host.random()), HELD_BACK);
          else shakeHands(client);
          return;
        }
        case HELD_BACK:
          shakeHands(client);
          return;
        case ANSWERED_UNAVAILABLE: {
          const made = attempts[client] ?? 0;
          if (made >= SDK_ATTEMPTS) {
            host.dead(client);
            return;
          }
          attempts[client] = made + 1;
          host.after(client, host.random() * SDK_BASE_MS * 2 ** (made - 1), FETCH);
          return;
        }
        case NO_ANSWER: {
          if (browser !== "phone") {
            host.dead(client);
            return;
          }
          const made = retries[client] ?? 0;
          retries[client] = Math.min(made + 1, 10);
          attempts[client] = 1;
          host.after(client, mobileRetryMs(made), FETCH);
          return;
        }
        case OPENED:
          host.back(client);
          return;
        case REFUSED:
          refusals[client] = Math.min((refusals[client] ?? 0) + 1, 16);
          connect(client);
      }
    },
  };
}
