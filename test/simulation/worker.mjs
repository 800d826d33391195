import { parentPort, workerData } from "node:worker_threads";

/** @type {import("./simulation.js")} */
const { runSeed, simulateOutbox } = await import(workerData.bundle);
const play = workerData.plays === "outbox" ? simulateOutbox : runSeed;

parentPort?.on("message", (/** @type {number} */ seed) => {
  void play(seed).then(
    (outcome) => parentPort?.postMessage({ seed, outcome }),
    (error) => {
      throw new Error(`unable to play seed ${seed}; ${error instanceof Error ? error.stack : error}`);
    },
  );
});
