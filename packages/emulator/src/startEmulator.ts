import { existsSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Http2Bindings, HttpBindings } from "@hono/node-server";
import { ccpPath, serveCcpPage } from "./ccp/ccpPages.js";
import { attachCcpTabs } from "./ccp/nodeCcp.js";
import type { Control } from "./control/control.js";
import { createEmulator } from "./createEmulator.js";
import type { Emulator } from "./createEmulator.js";
import { endChats, OVER_NETWORK } from "./endChats.js";
import { ConnectionCut } from "./faults/connectionCut.js";
import { attachNodeSockets } from "./gateway/nodeSockets.js";
import { UpgradingRequest } from "./gateway/upgradingRequest.js";
import type { EmulatorLogger, EmulatorOptions } from "./options.js";
import { consolePath, createPages } from "./pages.js";
import type { Store } from "./store/openStore.js";

export interface StartEmulatorOptions extends EmulatorOptions {
  /** @defaultValue 0, a free port */
  readonly port?: number;
  /** @defaultValue "127.0.0.1", so that only this machine gets in */
  readonly host?: string;
  /**
   * Where the CCP for pages of amazon-connect-streams is served; 0 takes a free port.
   * @defaultValue none: there is no CCP
   */
  readonly ccpPort?: number;
  /**
   * A directory that chats are kept in, so that they outlive the process; it is made when it is not there. One emulator at a time has it.
   * @defaultValue none: chats are gone when the emulator stops
   */
  readonly data?: string;
  /** A directory of files to serve under "/"; `/customer` gives `customer.html`. */
  readonly pages?: string;
}

/** An emulator that listens. */
export interface RunningEmulator {
  /** Scheme, host and port, with no slash at the end: the `endpoint` of a client. */
  readonly url: string;
  readonly port: number;
  /** With `ccpPort`: what `initCCP` of amazon-connect-streams takes as `ccpUrl`. `?agent=Robin` behind it names the agent. */
  readonly ccpUrl?: string;
  /** The page that shows what happens and plays the agent; left out where the package's own page was not built. */
  readonly consoleUrl?: string;
  readonly control: Control;
  /** See `reconfigure` of {@link Emulator}. */
  readonly reconfigure: Emulator["reconfigure"];
  /**
   * Settles when everything is kept that the calls of `control` have changed so far; requests over HTTP are answered after that anyway.
   * Rejects with a StoreError when it could not be. Without `data` it settles at once.
   */
  flushed(): Promise<void>;
  /** See `endChats` of {@link Emulator}; clients have a second. */
  endChats(): Promise<void>;
  /** Ends sockets, requests and timers. Rejects with a StoreError when something could not be kept. */
  close(): Promise<void>;
}

interface Address {
  readonly port: number;
  readonly host: string;
  /** The option that the port comes from. */
  readonly flag: string;
}

const listen = (server: Server, { port, host, flag }: Address) =>
  new Promise<AddressInfo>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === "EADDRINUSE"
          ? `port ${port} is taken; choose another with ${flag}`
          : `${host}:${port} cannot be listened on (${cause.code ?? cause.name})`;
      reject(
        Object.assign(new Error(`unable to start the emulator; ${reason}`, { cause }), { code: cause.code }),
      );
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });

const silent: EmulatorLogger = { info: () => undefined, error: () => undefined };

const anyAddress = new Set(["0.0.0.0", "::"]);

const urlOf = ({ address, port, family }: AddressInfo) => {
  const host = anyAddress.has(address) ? "127.0.0.1" : address;
  return `http://${family === "IPv6" && host.includes(":") ? `[${host}]` : host}:${port}`;
};

type Answer = (request: Request, bindings: HttpBindings | Http2Bindings) => Response | Promise<Response>;

/** Its server is loaded when it is needed: without `Request` and `Response`, which `createEmulator` asks for, it cannot be. */
async function createHttpServer(fetch: Answer): Promise<Server> {
  const { createAdaptorServer } = await import("@hono/node-server");
  return createAdaptorServer({
    fetch,
    overrideGlobalObjects: false,
    serverOptions: { IncomingMessage: UpgradingRequest },
  }) as Server;
}

/** Answers over HTTP; where a fault wants no answer it cuts the connection. */
const answerer =
  ({ app }: Emulator): Answer =>
  async (request, { incoming }) => {
    try {
      return await app.fetch(request);
    } catch (error) {
      if (!(error instanceof ConnectionCut)) throw error;
      incoming.socket.destroy();
      const { RESPONSE_ALREADY_SENT } = await import("@hono/node-server/utils/response");
      return RESPONSE_ALREADY_SENT;
    }
  };

/** The console's files, which the build puts beside the code. */
function findConsole(): string | undefined {
  const folder = fileURLToPath(new URL("console/", import.meta.url));
  return existsSync(folder) ? folder : undefined;
}

/** A server of its own, so that pages find the CCP at another origin, as they do in AWS. */
async function startCcp({ ccp, access, settings }: Emulator, address: Omit<Address, "flag">) {
  const server = await createHttpServer((request) => serveCcpPage(request, access));
  const closeTabs = attachCcpTabs(server, { ccp, access }, settings.limits);
  const url = urlOf(await listen(server, { ...address, flag: "--ccp-port" }));
  return {
    ccpUrl: url + ccpPath,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      closeTabs();
      server.closeAllConnections();
      await closed;
    },
  };
}

function requirePorts(ports: object): void {
  for (const [name, port] of Object.entries(ports) as [string, unknown][])
    if (port !== undefined && !(Number.isInteger(port) && Number(port) >= 0 && Number(port) <= 65_535))
      throw new TypeError(`unable to start the emulator; ${name} must be an integer from 0 to 65535`);
}

/**
 * Starts an emulator on this machine.
 * @throws TypeError for an option out of its range.
 * @throws Error with the system's `code`, such as EADDRINUSE, when it cannot listen.
 * @throws StoreError when chats cannot be kept in `data`.
 */
export async function startEmulator(options: StartEmulatorOptions = {}): Promise<RunningEmulator> {
  const { data, ...rest } = options;
  requirePorts({ port: rest.port, ccpPort: rest.ccpPort });
  if (data === undefined) return start(rest);
  const { openStore } = await import("./store/openStore.js");
  const store = await openStore(data, options.logger ?? silent);
  try {
    return await start(rest, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function start(
  { port = 0, host = "127.0.0.1", ccpPort, pages, ...rest }: Omit<StartEmulatorOptions, "data">,
  store?: Store,
): Promise<RunningEmulator> {
  const consoleFolder = findConsole();
  let url = "";
  let ccp: Awaited<ReturnType<typeof startCcp>> | undefined;
  const emulator = createEmulator(rest, {
    origin: () => url,
    names: [host],
    ccpUrl: () => ccp?.ccpUrl,
    servePage: createPages({ pages, console: consoleFolder }),
    keeper: store,
  });
  const server = await createHttpServer(answerer(emulator));
  const sockets = attachNodeSockets(server, emulator, emulator.settings.limits);
  const stop = async () => {
    emulator.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await sockets.close();
    server.closeAllConnections();
    await closed;
  };
  const stopAndThrow = async (error: unknown) => {
    await stop();
    throw error;
  };

  const address = await listen(server, { port, host, flag: "--port" }).catch(stopAndThrow);
  url = urlOf(address);
  if (ccpPort !== undefined) ccp = await startCcp(emulator, { port: ccpPort, host }).catch(stopAndThrow);

  let closing: Promise<void> | undefined;
  const close = async () => {
    await Promise.all([stop(), ccp?.close()]);
    await store?.close();
  };
  return {
    url,
    port: address.port,
    ...(ccp && { ccpUrl: ccp.ccpUrl }),
    ...(consoleFolder !== undefined && { consoleUrl: url + consolePath }),
    control: emulator.control,
    reconfigure: emulator.reconfigure,
    flushed: async () => store?.flushed(),
    endChats: () => endChats(emulator.control, emulator.settings.clock, OVER_NETWORK),
    close: () => (closing ??= close()),
  };
}
