import "./requireNode.mjs";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import util from "node:util";
import { build } from "./build.mjs";
import { Failure, root, runMain } from "./run.mjs";
import { setup } from "./setup.mjs";

const usage = `Builds what is needed, starts the emulator of Amazon Connect chat and serves the playground.

  npm start -- [options]

  --port N      port to listen on; 0 picks a free one (default 4510)
  --ccp-port N  port of the contact control panel for agents' pages; 0 picks a free one (default: the next port)
  --host NAME   address to listen on (default 127.0.0.1: this machine only)
  --help        this text`;

const options = /** @type {const} */ ({
  port: { type: "string", default: "4510" },
  "ccp-port": { type: "string" },
  host: { type: "string", default: "127.0.0.1" },
  help: { type: "boolean", default: false },
});

/**
 * @param {string} flag
 * @param {string} value
 */
function readPort(flag, value) {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  if (!(port <= 65535)) throw new Failure(`${flag} must be a number from 0 to 65535.`);
  return port;
}

function readOptions() {
  try {
    const { values } = util.parseArgs({ options });
    const port = readPort("--port", values.port);
    const nextPort = port === 0 ? 0 : port + 1;
    const given = values["ccp-port"];
    const ccpPort = given === undefined ? nextPort : readPort("--ccp-port", given);
    return { help: values.help, host: values.host, port, ccpPort };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`unable to start; ${reason}\nnpm start -- --help lists the options.`);
  }
}

/** @typedef {{ readonly host: string, readonly port: number, readonly flag: string }} Address */

/**
 * What stands in the way of listening, as a sentence.
 * @param {unknown} error
 * @param {Address} address
 */
function listenFailure(error, { host, port, flag }) {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const reasons = /** @type {Record<string, string>} */ ({
    EADDRINUSE: `port ${port} of ${host} is in use. Choose another one: npm start -- ${flag} ${port + 1}`,
    EACCES: `this user may not listen on port ${port}. Choose another one: npm start -- ${flag} 4510`,
    EADDRNOTAVAIL: `this machine has no address ${host}. Choose another one with --host`,
    ENOTFOUND: `there is no host ${host}. Choose another one with --host`,
  });
  const { code = "" } = /** @type {{ readonly code?: string }} */ (cause);
  const reason = reasons[code];
  return reason === undefined ? error : new Failure(`unable to start; ${reason}`);
}

/**
 * Fails before the build, which may take a while, when the emulator could not listen after it.
 * @param {Address} address
 * @returns {Promise<void>}
 */
const requireFreePort = (address) =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => reject(listenFailure(error, address)));
    const { host, port } = address;
    probe.listen({ host, port }, () => probe.close(() => resolve()));
  });

await runMain(async () => {
  const { help, host, port, ccpPort } = readOptions();
  if (help) return console.log(usage);
  await requireFreePort({ host, port, flag: "--port" });
  await requireFreePort({ host, port: ccpPort, flag: "--ccp-port" });
  await setup({ browser: false });
  await build({ onlyStale: true });

  const { startEmulator } = await import(pathToFileURL(join(root, "packages/emulator/dist/index.js")).href);
  const pages = join(root, "apps/playground/dist");
  const emulator = await startEmulator({ host, port, ccpPort, pages }).catch(
    (/** @type {unknown} */ error) => {
      throw listenFailure(error, { host, port, flag: "--port" });
    },
  );
  console.log(`
Amazon Connect chat, emulated:
  ${emulator.url}/          what there is
  ${emulator.url}/customer  chat as a customer
  ${emulator.url}/agent     chat as an agent
  ${emulator.url}/ccp-agent as an agent on amazon-connect-streams
  ${emulator.ccpUrl}   the ccpUrl of such pages
Ctrl-C stops it.`);

  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    console.log("\nStopping ...");
    await emulator.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop);
});
