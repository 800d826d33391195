import { expect, test } from "vitest";
import type { Engine } from "./engines.mjs";
import { openGuest } from "./openGuest.js";

const limits = { startMs: 2_000, jobMs: 100, graceMs: 100 };

/** A browser that does so many jobs, each as `perform` says, and then is gone. */
function createEngine(jobs: number, perform: (source: string) => object) {
  const addresses: string[] = [];
  let ends = 0;
  const engine: Engine = {
    name: "Fake",
    debianPackages: [],
    find: () => undefined,
    open(url) {
      addresses.push(url);
      const ask = (told: object) =>
        fetch(url, { method: "POST", body: JSON.stringify(told) }).then((answer) => answer.json());
      const work = async () => {
        for (let count = 0; count < jobs; count++) {
          const { id, source } = (await ask({})) as { readonly id: number; readonly source: string };
          await ask({ id, ...perform(source) });
        }
      };
      void work();
      return Promise.resolve(() => {
        ends += 1;
        return Promise.resolve();
      });
    },
  };
  return { engine, addresses, ends: () => ends };
}
const isServed = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );
const page = { scripts: [], more: "" };

test("a job gives its value, or fails with its failure", async () => {
  const { engine, addresses, ends } = createEngine(3, (source) =>
    source === "bad" ? { failure: "it threw" } : { value: source },
  );
  const guest = await openGuest(engine, {}, limits);
  expect(await guest.play("frame", page, "good")).toBe("good");
  await expect(guest.play("frame", page, "bad")).rejects.toThrow("it threw");
  expect([await isServed(addresses[0]!), ends()]).toEqual([true, 0]);
  await guest.close();
  expect([await isServed(addresses[0]!), ends()]).toEqual([false, 1]);
});

test("a browser that has gone is told of once, and no later job waits for it", async () => {
  const { engine } = createEngine(1, () => ({ value: 1 }));
  const guest = await openGuest(engine, {}, limits);
  await expect(guest.play("frame", page, "1")).rejects.toThrow("Fake did not answer");
  const patient = new Promise((resolve) => {
    setTimeout(() => resolve("waited"), limits.jobMs);
  });
  const next = guest.play("frame", page, "1").catch((error: unknown) => String(error));
  expect(await Promise.race([next, patient])).toBe("Error: Fake did not answer");
  await guest.close();
});

test("a browser that does not come up is ended, and nothing is served any more", async () => {
  const { engine, addresses, ends } = createEngine(0, () => ({}));
  await expect(openGuest(engine, {}, { ...limits, startMs: 100 })).rejects.toThrow("Fake did not answer");
  expect([await isServed(addresses[0]!), ends()]).toEqual([false, 1]);
});

test("one that cannot be started leaves nothing served either", async () => {
  const { engine } = createEngine(0, () => ({}));
  let address = "";
  const open = (url: string) => {
    address = url;
    return Promise.reject(new Error("no screen"));
  };
  await expect(openGuest({ ...engine, open }, {}, limits)).rejects.toThrow("no screen");
  expect(await isServed(address)).toBe(false);
});
