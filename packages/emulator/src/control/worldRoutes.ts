import { z } from "zod";
import { exportedWorldRules } from "../store/exportedWorld.js";
import { count } from "./controlAnswers.js";
import { controlRoute } from "./controlRoute.js";

const exportedWorld = exportedWorldRules.meta({ id: "ExportedWorld" });

/** The world, out and in. */
export const worldRoutes = [
  controlRoute("GET /world", {
    name: "exportWorld",
    summary: "All chats, with transcripts, receipts, tokens and attachments, as one JSON document.",
    body: z.object({ attachments: z.enum(["include", "omit"]).optional() }),
    answer: exportedWorld,
    run: ({ control }, options) => control.exportWorld(options),
  }),
  controlRoute("POST /world", {
    name: "importWorld",
    summary: "Adds the chats of an exported world, all or none.",
    body: exportedWorld,
    answer: z.object({ imported: count }),
    refuses: ["Conflict"],
    run: ({ control }, world) => control.importWorld(world),
  }),
] as const;
