import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { cpus, totalmem } from "node:os";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { readOptions } from "../scripts/readOptions.mjs";
import { writeSection } from "./results.mjs";
import { median, quantile, shown } from "./statistics.mjs";

const { values } = readOptions({
  options: { chats: { type: "string", default: "1000" }, seconds: { type: "string", default: "30" } },
});
const [chats = NaN, seconds = NaN] = [values.chats, values.seconds].map(Number);
if (!(chats >= 1) || !(seconds >= 1)) {
  console.error("unable to make load; use --chats N and --seconds S, of at least 1");
  process.exit(2);
}

const fileOf = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const cli = fileOf("../packages/emulator/dist/cli.js");
const canPin = process.platform === "linux" && cpus().length > 1;

/**
 * A Node program that talks to this one, on one core where the system allows it.
 * @param {string} script
 * @param {number} core
 * @param {readonly string[]} args
 */
function start(script, core, ...args) {
  const child = canPin
    ? spawn("taskset", ["-c", String(core), process.execPath, "--expose-gc", fileOf(script), ...args], {
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      })
    : fork(fileOf(script), args, { execArgv: ["--expose-gc"] });
  const ended = once(child, "exit");
  const message = async () => {
    const failed = ended.then(([code]) => {
      throw new Error(`unable to go on; ${script} ended with ${code}`);
    });
    return Promise.race([once(child, "message").then(([value]) => value), failed]);
  };
  return {
    next: message,
    ask() {
      const answer = message();
      child.send("go on");
      return answer;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** @param {string} script the server's */
async function measure(script) {
  const server = start(script, 0);
  const url = await server.next();
  /** @type {() => Promise<import("./load/reportUsage.mjs").Usage>} */
  const usage = () => server.ask();
  const empty = await usage();
  const load = start("load/chatLoad.mjs", 1, url, String(chats), String(seconds));
  await load.next();
  const open = await usage();
  await load.ask();
  const warm = await usage();
  const beginMs = performance.now();
  const { latenciesMs, lost } = await load.ask();
  const tookMs = performance.now() - beginMs;
  const done = await usage();
  await load.stop();
  await server.stop();
  const messages = chats * seconds;
  return {
    p50: median(latenciesMs),
    p99: quantile(latenciesMs, 0.99),
    p999: quantile(latenciesMs, 0.999),
    lost: Number(lost),
    cpuShare: (100 * (done.cpuMs - warm.cpuMs)) / tookMs,
    cpuPerMessage: (done.cpuMs - warm.cpuMs) / messages,
    chatKilobytes: (open.heapBytes - empty.heapBytes) / chats / 1_024,
    messageBytes: (done.heapBytes - warm.heapBytes) / messages,
    residentMegabytes: done.residentBytes / 2 ** 20,
  };
}

/**
 * From the start of a Node program to its first line.
 * @param {readonly string[]} args
 */
async function measureStart(args) {
  const beginMs = performance.now();
  const child = spawn(process.execPath, [...args], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const tookMs = performance.now() - beginMs;
  const ended = once(child, "exit");
  child.kill();
  await ended;
  return tookMs;
}

async function measureStarts() {
  /** @type {number[]} */
  const ours = [];
  /** @type {number[]} */
  const bare = [];
  for (let round = 0; round < 11; round++) {
    bare.push(await measureStart(["--eval", "console.log(1)"]));
    ours.push(await measureStart([cli, "--port", "0"]));
  }
  return { ours: median(ours), bare: median(bare), worst: Math.max(...ours) };
}

const startMs = Date.now();
console.error("start-up ...");
const starts = await measureStarts();
console.error("floor ...");
const floor = await measure("load/serveFloor.mjs");
console.error("emulator ...");
const ours = await measure("load/serveEmulator.mjs");

/** @type {readonly (readonly [title: string, unit: string, key: Exclude<keyof typeof ours, "lost">])[]} */
const rows = [
  ["from when a message is due to the other side's socket, p50", "ms", "p50"],
  ["the same, p99", "ms", "p99"],
  ["the same, p99.9", "ms", "p999"],
  ["CPU, of one core", "%", "cpuShare"],
  ["CPU for a message, sent and delivered twice", "ms", "cpuPerMessage"],
  ["heap for an open chat of two with two sockets", "KB", "chatKilobytes"],
  ["heap for a message that is kept", "bytes", "messageBytes"],
  ["resident memory at the end", "MB", "residentMegabytes"],
];
const lines = rows.map(
  ([title, unit, key]) =>
    `| ${title} | ${unit} | ${shown(ours[key])} | ${shown(floor[key])} | ${(ours[key] / floor[key]).toFixed(2)} |`,
);
const body = `${new Date().toISOString().slice(0, 10)}, \`npm run load\`, ${Math.round((Date.now() - startMs) / 1_000)} s. ${cpus().length} × ${cpus()[0]?.model ?? "unknown CPU"}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node ${process.versions.node}.
${chats.toLocaleString("en")} chats at once for ${seconds} s, each of a customer and an agent with a socket each, the customer sends a message a second. The server has one
core${canPin ? "" : " (not pinned on this system)"}, the clients are another process on another one. Lost: ${ours.lost} messages of ours, ${floor.lost} of the floor's.

| what | unit | emulator | floor | emulator / floor |
| --- | --- | --: | --: | --: |
${lines.join("\n")}
| the command, from its start to the line with its address | ms | ${shown(starts.ours)} | ${shown(starts.bare)} | ${(starts.ours / starts.bare).toFixed(2)} |

- **Floor**: \`load/serveFloor.mjs\`, the same HTTP and WebSocket libraries with no check, no state but a list, and no timer. Of the last
  line it is Node that prints one line. The slowest of 11 starts took ${shown(starts.worst)} ms.
- A late message counts from when it was due, not from when the client came to send it.
`;
await writeSection("Emulator under load", body);
console.log(body);
process.exitCode = ours.lost + floor.lost > 0 ? 1 : 0;
