import "./requireNode.mjs";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { Failure, root, runMain } from "./run.mjs";
import { setup } from "./setup.mjs";
import { readStartOptions, usage } from "./startOptions.mjs";

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

/**
 * Loads a module that is there only after set-up and build.
 * @param {string} path from the root
 */
const load = (path) => import(pathToFileURL(join(root, path)).href);

const pages = join(root, "apps/playground/dist");

/** @typedef {ReturnType<typeof readStartOptions>} StartOptions */

/**
 * The emulator with the playground.
 * @param {StartOptions} options
 */
async function startEmulated({ host, port, ccpPort, allowedOrigins }) {
  const { startEmulator } = await load("packages/emulator/dist/index.js");
  const emulator = await startEmulator({ host, port, ccpPort, allowedOrigins, pages });
  console.log(`
Amazon Connect chat, emulated:
  ${emulator.url}/          what there is
  ${emulator.url}/customer  chat as a customer; in React: /customer-react
  ${emulator.url}/agent     chat as an agent
  ${emulator.url}/ccp-agent as an agent on amazon-connect-streams
  ${emulator.consoleUrl}   what happens: chats, requests, frames, faults
  ${emulator.ccpUrl}   the ccpUrl of such pages
Ctrl-C stops it.`);
  return emulator;
}

/**
 * The playground alone, for chats in Amazon Connect.
 * @param {StartOptions} options
 * @param {NonNullable<StartOptions["aws"]>} aws
 */
async function startOnAws({ host, port }, aws) {
  const { startOnAws: start } = await load("apps/playground/server/startOnAws.mjs");
  const server = await start({ host, port, pages, ...aws }).catch((/** @type {unknown} */ error) => {
    throw error instanceof Error && error.name === "MissingCredentials" ? new Failure(error.message) : error;
  });
  console.log(`
Amazon Connect chat, in ${aws.region}${aws.endpoint === undefined ? "" : ` at ${aws.endpoint}`}:
  ${server.url}/          what there is
  ${server.url}/customer  chat as a customer
Agents accept the chats in the contact control panel of the instance.
Who reaches this address can start chats with this machine's credentials.
Ctrl-C stops it.`);
  return server;
}

await runMain(async () => {
  const options = readStartOptions();
  const { help, host, port, ccpPort, aws } = options;
  if (help) return console.log(usage);
  await requireFreePort({ host, port, flag: "--port" });
  if (!aws) await requireFreePort({ host, port: ccpPort, flag: "--ccp-port" });
  await setup({ browser: false });
  await build({ onlyStale: true });

  const starting = aws ? startOnAws(options, aws) : startEmulated(options);
  const server = await starting.catch((/** @type {unknown} */ error) => {
    throw listenFailure(error, { host, port, flag: "--port" });
  });

  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    console.log("\nStopping ...");
    await server.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop);
});
