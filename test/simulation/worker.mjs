import { parentPort, workerData } from "node:worker_threads";

/** @type {import("./simulation.js")} */
const { runSeed } = await import(workerData.bundle);

parentPort?.on("message", (/** @type {number} */ seed) => {
  void runSeed(seed).then(
    (outcome) => parentPort?.postMessage({ seed, outcome }),
    (error) => {
      throw new Error(`unable to play seed ${seed}; ${error instanceof Error ? error.stack : error}`);
    },
  );
});
