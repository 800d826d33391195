import { ccpRoutes } from "./ccpRoutes.js";
import { chatRoutes } from "./chatRoutes.js";
import { contactRoutes } from "./contactRoutes.js";
import { emulatorRoutes } from "./emulatorRoutes.js";
import { faultRoutes } from "./faultRoutes.js";
import { participantRoutes } from "./participantRoutes.js";
import { profileRoutes } from "./profileRoutes.js";
import { trafficRoutes } from "./trafficRoutes.js";
import { worldRoutes } from "./worldRoutes.js";

/** All routes of the control API, by what they are about. */
export const controlTable = {
  contacts: contactRoutes,
  participants: participantRoutes,
  chat: chatRoutes,
  faults: [...faultRoutes, ...profileRoutes],
  traffic: trafficRoutes,
  ccp: ccpRoutes,
  world: worldRoutes,
  emulator: emulatorRoutes,
} as const;

/** A route of the table. */
export type ControlTableRoute = (typeof controlTable)[keyof typeof controlTable][number];
