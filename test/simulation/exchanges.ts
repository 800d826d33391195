import type { Emulator } from "amazon-connect-chat-emulator";
import type { Platform, PlatformResponse } from "../../packages/chatjs/src/platform/platform.js";
import type { CutKind, Pipes } from "./pipes.js";
import type { Tab } from "./tab.js";

/** The requests of a tab. */
export interface Exchanges extends Pick<Platform, "fetch" | "upload"> {
  readonly open: number;
  ask<Answer>(what: string, answer: () => Answer): Promise<Answer>;
  cutOff(kind: CutKind): void;
  restored(): void;
  kill(): void;
}

export interface ExchangesOptions {
  readonly tab: Tab;
  readonly pipes: Pipes;
  readonly trace: ((what: string) => void) | undefined;
  readonly sent: (operation: string, body: string) => void;
  readonly fetch: Emulator["fetch"];
}

const networkError = () => new TypeError("Failed to fetch");

async function readWhole(response: Response): Promise<PlatformResponse> {
  const blob = await response.blob();
  const text = await blob.text();
  const { status, headers } = response;
  return {
    status,
    headers: { get: (name) => headers.get(name) },
    text: () => Promise.resolve(text),
    blob: () => Promise.resolve(blob),
  };
}

export function createExchanges({ tab, pipes, trace, sent, fetch }: ExchangesOptions): Exchanges {
  const failures = new Set<() => void>();
  let hasLost = false;

  /** A question that goes out and an answer that comes back, unless the network or the asker gives up first. */
  const exchange = <Answer>(answer: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        if (!failures.delete(fail)) return;
        signal?.removeEventListener("abort", abort);
        act();
      };
      const fail = () => tab.enter("an answer", () => settle(() => reject(networkError())));
      const abort = () => settle(() => reject(new DOMException("This operation was aborted", "AbortError")));
      failures.add(fail);
      signal?.addEventListener("abort", abort);
      if (pipes.cut === "noticed") {
        pipesTurn(fail);
        return;
      }
      pipes.open().pass(() => {
        const back = pipes.open();
        answer().then(
          (value) => back.pass(() => tab.enter("an answer", () => settle(() => resolve(value)))),
          () => back.pass(fail),
        );
      });
    });
  const pipesTurn = (act: () => void) => tab.setTimer(1, act);

  return {
    get open() {
      return failures.size;
    },
    fetch(url, { method, headers, body, signal }) {
      const operation = new URL(url).pathname.split("/").at(-1) ?? "";
      sent(operation, body ?? "");
      trace?.(`-> ${operation}`);
      const init = { method, headers, ...(body !== undefined && { body }) };
      return exchange(async () => {
        const response = await readWhole(await fetch(url, init));
        trace?.(`   the service answers ${operation}: ${response.status}`);
        return response;
      }, signal);
    },
    upload(url, { headers, body, signal }) {
      trace?.("-> PutObject");
      // A browser leaves this one to itself.
      const sent = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "Content-Length"));
      return exchange(
        async () => readWhole(await fetch(url, { method: "PUT", headers: sent, body: body as Blob })),
        signal,
      );
    },
    ask(what, answer) {
      trace?.(`-> ${what}`);
      return exchange(async () => Promise.resolve(answer()));
    },
    cutOff(kind) {
      hasLost ||= kind !== "stalled";
      if (kind === "noticed") for (const fail of [...failures]) fail();
    },
    restored() {
      // A machine that finds its network changed gives up what it had asked before.
      if (hasLost) for (const fail of [...failures]) fail();
      hasLost = false;
    },
    kill: () => failures.clear(),
  };
}
