import { parentPort, workerData } from "node:worker_threads";

/** @type {typeof import("./simulation.js")} */
const { runSeed, simulateOutbox, simulateParts, simulateReact } = await import(workerData.bundle);
const plays = { chats: runSeed, outbox: simulateOutbox, parts: simulateParts, react: simulateReact };
const play = plays[/** @type {keyof typeof plays} */ (workerData.plays)];

parentPort?.on("message", (/** @type {number} */ seed) => {
  void play(seed).then(
    (outcome) => parentPort?.postMessage({ seed, outcome }),
    (error) => {
      throw new Error(`unable to play seed ${seed}; ${error instanceof Error ? error.stack : error}`);
    },
  );
});
