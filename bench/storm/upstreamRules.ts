import type { ClientHost, Rules } from "./rules.js";
import type { Answer } from "./service.js";

const FETCH = 0;
const ANSWERED_OK = 1;
const ANSWERED_UNAVAILABLE = 2;
const NO_ANSWER = 3;
const OPENED = 4;
const REFUSED = 5;

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

/**
 * How ChatJS 5.0.0 was seen to behave: a lost or refused socket leads to a new request at once, without a pause; three answers
 * with 5xx end the session; a request without an answer ends it too, but on phones, where it is repeated.
 */
export function createUpstreamRules(host: ClientHost, clients: number, isMobile: boolean): Rules {
  /** Of the call under way. */
  const attempts = new Uint8Array(clients);
  const retries = new Uint8Array(clients);

  const fetch = (client: number) => {
    host.requested();
    const { tookMs, answer } = host.service.request(host.nowMs());
    host.after(client, tookMs, kindOf[answer]);
  };
  const connect = (client: number) => {
    attempts[client] = 1;
    fetch(client);
  };

  return {
    title: isMobile ? "5.0.0 on phones" : "5.0.0",
    lost: connect,
    wake(client, kind) {
      switch (kind) {
        case FETCH:
          fetch(client);
          return;
        case ANSWERED_OK: {
          const { tookMs, isOpen } = host.service.handshake(host.nowMs());
          host.after(client, tookMs, isOpen ? OPENED : REFUSED);
          return;
        }
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
          if (!isMobile) {
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
          connect(client);
      }
    },
  };
}
