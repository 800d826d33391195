import { z } from "zod";
import { faultSummary } from "../faults/faultRules.js";
import { count, faultRef, list, socketSummary } from "./controlAnswers.js";
import { controlRoute } from "./controlRoute.js";
import { controlRules } from "./controlRules.js";

/** What goes wrong. */
export const faultRoutes = [
  controlRoute("GET /sockets", {
    name: "listSockets",
    summary: "The open sockets.",
    answer: z.object({ sockets: list(socketSummary) }),
    run: ({ control }) => ({ sockets: control.listSockets() }),
  }),
  controlRoute("POST /sockets/drop", {
    name: "dropSockets",
    summary: "Ends sockets, or leaves them half-open; all of them when nothing is named.",
    body: controlRules.drop,
    answer: z.object({ dropped: count }),
    run: ({ control }, drop) => ({ dropped: control.dropSockets(drop) }),
  }),
  controlRoute("POST /tokens/expire", {
    name: "expireTokens",
    summary: "Lets tokens expire now; all of them when nothing is named.",
    body: controlRules.expire,
    answer: z.object({ expired: count }),
    run: ({ control }, expiry) => ({ expired: control.expireTokens(expiry) }),
  }),
  controlRoute("POST /faults", {
    name: "injectFault",
    summary: "From now on something goes wrong.",
    body: controlRules.fault,
    answer: faultRef,
    refuses: ["Conflict"],
    run: ({ control }, rule) => control.injectFault(rule),
  }),
  controlRoute("GET /faults", {
    name: "listFaults",
    summary: "The faults that are neither cleared nor over, oldest first.",
    answer: z.object({ faults: list(faultSummary) }),
    run: ({ control }) => ({ faults: control.listFaults() }),
  }),
  controlRoute("DELETE /faults", {
    name: "clearFaults",
    summary: "Ends all faults, and all profiles.",
    run: ({ control }) => control.clearFaults(),
  }),
  controlRoute("DELETE /faults/{faultId}", {
    name: "clearFault",
    summary: "Ends a fault; requests that it left hanging go on.",
    refuses: ["NotFound"],
    run: ({ control }, { faultId }) => control.clearFault(faultId),
  }),
] as const;
