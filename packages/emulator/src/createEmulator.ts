import type { Hono } from "hono";
import { createAccess } from "./access/access.js";
import type { Access } from "./access/access.js";
import { createApp } from "./app.js";
import type { ServePage } from "./app.js";
import type { AppEnv } from "./appEnv.js";
import { createAttachments } from "./attachments/attachments.js";
import { createAuthentications } from "./authentication/authentications.js";
import { createBucket } from "./bucket/bucket.js";
import { createCcp } from "./ccp/ccp.js";
import type { CcpHost } from "./ccp/ccp.js";
import type { EmulatorConfig } from "./config/emulatorConfig.js";
import { createContactEvents } from "./control/contactEvents.js";
import type { Control } from "./control/control.js";
import { createControl } from "./control/createControl.js";
import { endChats, IN_PROCESS } from "./endChats.js";
import { createFaults } from "./faults/faults.js";
import { createGateway } from "./gateway/gateway.js";
import type { Gateway } from "./gateway/gateway.js";
import { makeSocketUrl } from "./gateway/socketUrl.js";
import { createIds } from "./ids.js";
import { createInProcessHost } from "./inProcessHost.js";
import type { InProcessHost } from "./inProcessHost.js";
import { createInstall } from "./install.js";
import type { Install } from "./install.js";
import type { ToldItem } from "./itemLog.js";
import { createKeptLog } from "./keptLog.js";
import { createMetricLog } from "./metrics/metricLog.js";
import { reconfigure, resolveOptions } from "./options.js";
import type { EmulatorOptions, Settings } from "./options.js";
import { createCryptoRandom, createSeededRandom } from "./random.js";
import { createMessageProcessing } from "./processing/messageProcessing.js";
import { createProfilePlayer } from "./profiles/profilePlayer.js";
import type { RequestRecord } from "./requestLog.js";
import type { KeptChange, Keeper } from "./store/keeper.js";
import { createThrottle } from "./throttle/throttle.js";
import { createTraffic } from "./traffic/traffic.js";
import { createWorld } from "./world/createWorld.js";
import { asShown } from "./world/item.js";
import type { World } from "./world/world.js";

/** An emulator without a port: `fetch` and `WebSocket` reach it from within the process, `app` and `gateway` serve a host. */
export interface Emulator extends InProcessHost {
  readonly app: Hono<AppEnv>;
  readonly gateway: Gateway;
  /** Which pages may get in. `app` asks it itself; before a handshake of `gateway` the host does. */
  readonly access: Access;
  /** What agents' pages on amazon-connect-streams talk to. */
  readonly ccp: CcpHost;
  readonly control: Control;
  readonly settings: Settings;
  readonly install: Install;
  /**
   * Puts another configuration in force for what happens from now on: flows, agents, views, attachments, authentication, processing of
   * messages and limits.
   * Flows that are being played go on as they were.
   * @throws TypeError for an option out of its range; then nothing has changed.
   */
  reconfigure(config: EmulatorConfig): void;
  /**
   * Ends all chats and clears all faults; settles when the clients have heard of it, or were given time to. Before `close()` in a test:
   * a session that only loses its socket takes that for an outage, and goes on seeking its chat.
   */
  endChats(): Promise<void>;
  /**
   * Ends sockets, streams and timers, and gives back the globals that `install` took. After it `fetch` rejects as for a cut connection,
   * and no `WebSocket` opens.
   */
  close(): void;
}

/** What a host adds. */
export interface EmulatorHost {
  /** Where the emulator is reached when a call does not say. */
  readonly origin: () => string;
  /** Names that the emulator is reached at, beside those of loopback. @defaultValue none */
  readonly names?: readonly string[] | undefined;
  readonly servePage?: ServePage | undefined;
  /** What keeps the chats. @defaultValue they are in memory only */
  readonly keeper?: Keeper | undefined;
  /** Where pages of amazon-connect-streams find the CCP; undefined when it is not served. */
  readonly ccpUrl?: () => string | undefined;
}

/** Sets the chance of faults apart, so that a fault does not change the ids that come after it. */
const faultSalt = 0x5eedfa17;
/** Sets the ids apart that are made each time that kept chats are opened. */
const openingSalt = 0x9e3779b1;

/** Node and browsers have them; jsdom does not. */
const neededGlobals = ["Headers", "ReadableStream", "Request", "Response", "TextDecoder", "TextEncoder"];

function requireGlobals(): void {
  const missing = neededGlobals.filter((name) => !(name in globalThis));
  if (missing.length > 0)
    throw new Error(
      `unable to create an emulator; there is no ${missing.join(", ")} here. In Jest take the environment of jest-fixed-jsdom for that of jsdom, or hand Node's on`,
    );
}

/**
 * Creates an emulator that listens nowhere; call `fetch` and `new WebSocket`.
 * @throws TypeError for an option out of its range.
 * @throws Error where the environment lacks what Node and browsers have, such as `Response`.
 */
export function createEmulator(
  options: EmulatorOptions = {},
  { origin, names, servePage, keeper, ccpUrl = () => undefined }: EmulatorHost = {
    origin: () => "http://127.0.0.1",
  },
): Emulator {
  requireGlobals();
  const settings = resolveOptions(options);
  const { clock, seed } = settings;
  const randomFrom = (salt: number) =>
    seed === undefined
      ? createCryptoRandom()
      : // The ids of an earlier time are kept: those of this time must be others.
        createSeededRandom(seed ^ salt ^ Math.imul(keeper?.openedBefore ?? 0, openingSalt));
  const note = (change: KeptChange) => keeper?.note(change);
  const flushed = keeper && (() => keeper.flushed());
  const ids = createIds(randomFrom(0));
  const faults = createFaults({ clock, random: randomFrom(faultSalt) });
  const world: World = createWorld({
    clock,
    ids,
    settings,
    runFlow: (contact, afterwards) => flows.run(contact, afterwards),
    note,
  });
  const bucket = createBucket({ clock, ids, note });
  const attachments = createAttachments({ clock, ids, options: settings.attachments, world, bucket });
  const authentications = createAuthentications({ clock, ids, options: settings.authentication, world });
  const messages = createMessageProcessing({ world, options: settings.messageProcessing });
  const traffic = createTraffic(clock);
  const gateway = createGateway({ clock, ids, settings, world, faults, traffic, flushed });
  const profiles = createProfilePlayer({ clock, book: faults.book, gateway });
  const throttle = createThrottle(clock, settings.throttling);
  const ccp = createCcp({ ids, settings, world, gateway, faults: faults.book });
  const requestLog = createKeptLog<RequestRecord>(settings.limits.keptRequests);
  const itemLog = createKeptLog<ToldItem>(settings.limits.keptItems);
  world.onItem(({ contact: { contactId }, item }) => itemLog.add({ contactId, item: asShown(item) }));
  const metricLog = createMetricLog();
  const { control, flows } = createControl({
    world,
    gateway,
    ids,
    settings,
    requestLog,
    itemLog,
    metricLog,
    traffic,
    origin,
    attachments,
    messages,
    authentications,
    throttle,
    bucket,
    note,
    ccp,
    ccpUrl,
    faults: faults.book,
    profiles,
  });
  for (const profile of settings.profiles) control.applyProfile(profile);
  const contactEvents = createContactEvents(control, world, clock);
  const access = createAccess({
    allowedOrigins: settings.allowedOrigins,
    names,
    log: (line) => settings.logger.info(line),
  });
  const app = createApp({
    context: {
      world,
      settings,
      attachments,
      authentications,
      throttle,
      messages,
      sockets: {
        issue(ref, at) {
          const { ticketId, expiresAtMs } = gateway.issueTicket({ kind: "participant", ...ref });
          return { url: makeSocketUrl(at, ticketId), expiresAtMs };
        },
      },
    },
    access,
    ids,
    bucket,
    control,
    contactEvents,
    requestLog,
    metricLog,
    traffic,
    faults: faults.requests,
    servePage,
    flushed,
  });
  if (keeper) {
    const { rooms, files } = keeper.kept;
    for (const [key, file] of files) bucket.restore(key, file);
    world.restore(rooms, "goOn");
    // The URLs of a chat that is not known any more were good in the process before only.
    const owners = new Set(files.map(([, { owner }]) => owner));
    for (const owner of owners) if (!world.room(owner)) bucket.forget(owner);
    const contactIds = rooms.map(({ contact }) => contact.contactId);
    attachments.resume(contactIds);
    messages.resume(contactIds);
  }
  const life = new AbortController();
  const host = createInProcessHost({
    answer: (request) => app.fetch(request),
    gateway,
    clock,
    limits: settings.limits,
    closed: life.signal,
    origin,
  });
  const { install, uninstallAll } = createInstall({ ...host, origin });
  return {
    ...host,
    install,
    app,
    gateway,
    access,
    ccp,
    control,
    settings,
    reconfigure: (config) => reconfigure(settings, config),
    endChats: () => endChats(control, clock, IN_PROCESS),
    close() {
      uninstallAll();
      life.abort();
      flows.close();
      ccp.close();
      profiles.clear();
      faults.close();
      contactEvents.close();
      attachments.close();
      gateway.close();
      world.close();
    },
  };
}
