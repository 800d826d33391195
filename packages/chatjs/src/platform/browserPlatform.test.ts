import { webcrypto } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createBrowserPlatform } from "./browserPlatform.js";

afterEach(() => vi.unstubAllGlobals());

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe("uuid", () => {
  it.each([
    ["with randomUUID", crypto],
    ["on an http page", { getRandomValues: (bytes: Uint8Array) => webcrypto.getRandomValues(bytes) }],
    ["without crypto", undefined],
  ])("makes distinct version-4 UUIDs %s", (_place, source) => {
    vi.stubGlobal("crypto", source);
    const { uuid } = createBrowserPlatform();
    const made = Array.from({ length: 50 }, () => uuid());
    for (const each of made) expect(each).toMatch(UUID);
    expect(new Set(made).size).toBe(50);
  });
});

describe("timers", () => {
  it("fires a timer whose delay is not a number, and not one that was cancelled", async () => {
    const { setTimer } = createBrowserPlatform();
    const fired: string[] = [];
    const cancel = setTimer(() => fired.push("cancelled"), 0);
    cancel();
    cancel();
    await new Promise<void>((resolve) => void setTimer(resolve, Number.NaN));
    expect(fired).toEqual([]);
  });

  it("lets those that may share come together, up to half a second early, and no other", () => {
    vi.useFakeTimers();
    try {
      const { setTimer } = createBrowserPlatform();
      const startMs = Date.now();
      const fired: { readonly shared: number[]; readonly exact: number[] } = { shared: [], exact: [] };
      for (let count = 0; count < 50; count++) {
        const setMs = Date.now();
        setTimer(() => fired.shared.push(Date.now()), 10_000, true);
        setTimer(() => fired.exact.push(Date.now() - setMs), 10_000);
        vi.advanceTimersByTime(13);
      }
      vi.advanceTimersByTime(10_000);
      expect(new Set(fired.exact)).toEqual(new Set([10_000]));
      expect(fired.shared).toHaveLength(50);
      expect(new Set(fired.shared).size).toBeLessThanOrEqual(3);
      expect(Math.min(...fired.shared)).toBeGreaterThan(startMs + 9_500);
      // From then on they keep their time.
      const last = fired.shared.at(-1)!;
      vi.setSystemTime(last);
      setTimer(() => fired.shared.push(Date.now()), 10_000, true);
      vi.advanceTimersByTime(10_000);
      expect(fired.shared).toContain(last + 10_000);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("upload", () => {
  it("puts the file with its headers alone where nobody can tell its progress", async () => {
    const server = createServer((request, response) => {
      request.setEncoding("utf8").on("data", (body: string) => {
        const { method, headers } = request;
        response.writeHead(418).end(JSON.stringify({ method, body, type: headers["content-type"] }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const told: number[] = [];
    const response = await createBrowserPlatform().upload(`http://127.0.0.1:${port}/`, {
      headers: { "Content-Type": "text/csv", "Content-Length": "3" },
      body: new Blob(["a,b"]),
      signal: new AbortController().signal,
      onProgress: (loadedBytes) => told.push(loadedBytes),
    });
    expect([response.status, JSON.parse(await response.text()), told]).toEqual([
      418,
      { method: "PUT", body: "a,b", type: "text/csv" },
      [],
    ]);
    server.close();
  });

  it("sends nothing of the file when its signal was aborted before, as by who is told that it begins", async () => {
    const send = vi.fn();
    // abort() before send() does nothing, and does not keep the bytes back.
    vi.stubGlobal(
      "XMLHttpRequest",
      class {
        readonly upload = {};
        readonly send = send;
        readonly open = () => undefined;
        readonly abort = () => undefined;
      },
    );
    const uploading = createBrowserPlatform().upload("http://127.0.0.1/", {
      headers: {},
      body: new Blob(["a,b"]),
      signal: AbortSignal.abort(),
      onProgress: () => undefined,
    });
    expect(send).not.toHaveBeenCalled();
    await expect(uploading).rejects.toMatchObject({ name: "AbortError" });
  });

  describe("that tells its progress", () => {
    /** Puts in place of the browser's what the test moves; `run` gets it, and how the upload ended. */
    async function upload(run: (request: FakeRequest, outcome: () => unknown) => Promise<void>) {
      const request = new FakeRequest();
      vi.stubGlobal("XMLHttpRequest", function () {
        return request;
      });
      vi.useFakeTimers();
      try {
        let outcome: unknown;
        void createBrowserPlatform()
          .upload("http://127.0.0.1/", { headers: {}, body: new Blob(["a,b"]), onProgress: () => undefined })
          .then(
            ({ status }) => (outcome = status),
            (error: unknown) => (outcome = error),
          );
        await run(request, () => outcome);
        expect(vi.getTimerCount()).toBe(0);
      } finally {
        vi.useRealTimers();
      }
    }
    class FakeRequest {
      readonly upload: { onprogress?: (progress: { readonly loaded: number }) => void } = {};
      status = 0;
      onloadend: (() => void) | undefined;
      open = () => undefined;
      send = () => undefined;
      abort = () => this.onloadend?.();
      tell = (loaded: number) => this.upload.onprogress?.({ loaded });
      answer(status: number) {
        this.status = status;
        this.onloadend?.();
      }
    }

    it("fails when nothing was heard of it for a minute, as the network does", () =>
      upload(async ({ tell }, outcome) => {
        tell(70_000);
        await vi.advanceTimersByTimeAsync(59_000);
        expect(outcome()).toBeUndefined();
        await vi.advanceTimersByTimeAsync(1_000);
        expect(outcome()).toBeInstanceOf(TypeError);
      }));

    it("takes all the time that it needs while it moves", () =>
      upload(async (request, outcome) => {
        for (let loaded = 0; loaded < 60; loaded++) {
          request.tell(loaded);
          await vi.advanceTimersByTimeAsync(59_000);
        }
        expect(outcome()).toBeUndefined();
        request.answer(200);
        await vi.advanceTimersByTimeAsync(0);
        expect(outcome()).toBe(200);
      }));

    it("is waited for longer, the more of it may lie in a proxy", () =>
      upload(async (request, outcome) => {
        request.tell(20_000_000);
        await vi.advanceTimersByTimeAsync(300_000);
        expect(outcome()).toBeUndefined();
        await vi.advanceTimersByTimeAsync(60_000);
        expect(outcome()).toBeInstanceOf(TypeError);
      }));

    it("is waited for when it tells nothing, as behind a service worker", () =>
      upload(async (request, outcome) => {
        await vi.advanceTimersByTimeAsync(3_600_000);
        expect(outcome()).toBeUndefined();
        request.answer(200);
        await vi.advanceTimersByTimeAsync(0);
        expect(outcome()).toBe(200);
      }));
  });
});

describe("fetch", () => {
  it("passes method, headers and body, and gives status, headers and text", async () => {
    const server = createServer((request, response) => {
      request.setEncoding("utf8").on("data", (body: string) => {
        response.setHeader("x-seen", `${request.method ?? ""} ${request.headers["x-amz-bearer"] as string}`);
        response.writeHead(418).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { signal } = new AbortController();
    const request = { method: "POST", headers: { "x-amz-bearer": "t" }, body: "hi", signal };
    const response = await createBrowserPlatform().fetch(`http://127.0.0.1:${port}/`, request);
    expect([response.status, response.headers.get("x-seen"), await response.text()]).toEqual([
      418,
      "POST t",
      "hi",
    ]);
    server.close();
  });

  it("rejects instead of throwing where there is no fetch", async () => {
    vi.stubGlobal("fetch", undefined);
    const { signal } = new AbortController();
    const work = createBrowserPlatform().fetch("http://localhost/", { method: "GET", headers: {}, signal });
    await expect(work).rejects.toThrow(TypeError);
  });
});

describe("connectivity", () => {
  it("tells of changes until it is stopped", () => {
    const page = stubPage();
    const seen: boolean[] = [];
    const stop = createBrowserPlatform().onOnlineChange((online) => seen.push(online));
    page.global.dispatchEvent(new Event("offline"));
    page.global.dispatchEvent(new Event("online"));
    stop();
    page.global.dispatchEvent(new Event("offline"));
    expect(seen).toEqual([false, true]);
  });

  it("knows no change where there are no events", () => {
    vi.stubGlobal("addEventListener", undefined);
    const platform = createBrowserPlatform();
    expect(() => platform.onOnlineChange(() => undefined)()).not.toThrow();
    expect(() => platform.onVisibilityChange(() => undefined)()).not.toThrow();
  });
});

describe("visibility", () => {
  it("tells of hiding, showing, thawing, leaving and the back-forward cache until it is stopped", () => {
    const page = stubPage();
    const seen: boolean[] = [];
    const stop = createBrowserPlatform().onVisibilityChange((visible) => seen.push(visible));
    const everything = () => {
      page.document.visibilityState = "hidden";
      page.document.dispatchEvent(new Event("visibilitychange"));
      page.document.visibilityState = "visible";
      page.document.dispatchEvent(new Event("visibilitychange"));
      page.document.dispatchEvent(new Event("resume"));
      page.global.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: false }));
      page.global.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
      page.global.dispatchEvent(new Event("pagehide"));
    };
    everything();
    expect(seen).toEqual([false, true, true, true, false]);
    stop();
    everything();
    expect(seen).toHaveLength(5);
  });
});

describe("reportError", () => {
  it("uses the one of the place", () => {
    const report = vi.fn();
    vi.stubGlobal("reportError", report);
    createBrowserPlatform().reportError("lost");
    expect(report).toHaveBeenCalledWith("lost");
  });

  it("falls back to the console", () => {
    const error = vi.fn();
    vi.stubGlobal("reportError", undefined);
    vi.stubGlobal("console", { error });
    createBrowserPlatform().reportError("lost");
    expect(error).toHaveBeenCalledWith("lost");
  });
});

it("needs no global to be created", () => {
  for (const name of ["navigator", "crypto", "fetch", "WebSocket", "console", "addEventListener"])
    vi.stubGlobal(name, undefined);
  expect(createBrowserPlatform().console).toBeUndefined();
});

function stubPage() {
  const global = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  vi.stubGlobal("document", document);
  vi.stubGlobal("addEventListener", global.addEventListener.bind(global));
  vi.stubGlobal("removeEventListener", global.removeEventListener.bind(global));
  return { global, document };
}
