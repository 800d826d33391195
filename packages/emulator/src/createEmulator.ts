import type { Hono } from "hono";
import { createApp } from "./app.js";
import type { ServePage } from "./app.js";
import type { AppEnv } from "./appEnv.js";
import { createContactEvents } from "./control/contactEvents.js";
import type { Control } from "./control/control.js";
import { createControl } from "./control/createControl.js";
import { createDefaultFlow } from "./flow/defaultFlow.js";
import { createGateway } from "./gateway/gateway.js";
import type { Gateway } from "./gateway/gateway.js";
import { makeSocketUrl } from "./gateway/socketUrl.js";
import { createIds } from "./ids.js";
import { resolveOptions } from "./options.js";
import type { EmulatorOptions, Settings } from "./options.js";
import { createCryptoRandom, createSeededRandom } from "./random.js";
import { createRequestLog } from "./requestLog.js";
import { createWorld } from "./world/createWorld.js";

/** An emulator without a port: a fetch handler and a gateway for sockets of any kind. */
export interface Emulator {
  readonly app: Hono<AppEnv>;
  readonly gateway: Gateway;
  readonly control: Control;
  readonly settings: Settings;
  /** Ends sockets, streams and timers. */
  close(): void;
}

/** What a host adds. */
export interface EmulatorHost {
  /** Where the emulator is reached when a call does not say. */
  readonly origin: () => string;
  readonly servePage?: ServePage | undefined;
}

/**
 * Creates an emulator that listens nowhere; call `app.fetch` and `gateway.open`.
 * @throws TypeError for an option out of its range.
 */
export function createEmulator(
  options: EmulatorOptions = {},
  { origin, servePage }: EmulatorHost = { origin: () => "http://127.0.0.1" },
): Emulator {
  const settings = resolveOptions(options);
  const { clock, seed } = settings;
  const ids = createIds(seed === undefined ? createCryptoRandom() : createSeededRandom(seed));
  const world = createWorld({ clock, ids, settings, runFlow: createDefaultFlow(settings.flow) });
  const gateway = createGateway({ clock, ids, settings, world });
  const requestLog = createRequestLog(settings.limits.keptRequests);
  const control = createControl({ world, gateway, settings, requestLog, origin });
  const contactEvents = createContactEvents(control, clock);
  const app = createApp({
    context: {
      world,
      settings,
      sockets: {
        issue(ref, at) {
          const { ticketId, expiresAtMs } = gateway.issueTicket({ kind: "participant", ...ref });
          return { url: makeSocketUrl(at, ticketId), expiresAtMs };
        },
      },
    },
    ids,
    control,
    contactEvents,
    requestLog,
    servePage,
  });
  return {
    app,
    gateway,
    control,
    settings,
    close() {
      contactEvents.close();
      gateway.close();
      world.close();
    },
  };
}
