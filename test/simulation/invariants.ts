import { checkDelivery } from "./checkDelivery.js";
import { checkLife } from "./checkLife.js";
import { checkSendings } from "./checkSendings.js";
import { checkTranscript } from "./checkTranscript.js";
import type { Violation } from "./violation.js";
import type { World } from "./world.js";

export { noteEstablished } from "./checkLife.js";

export function findViolations(
  world: World,
  run: { readonly beganAtMs: number; readonly rejections: readonly unknown[] },
): readonly Violation[] {
  const outside = [
    ...world.escapes.map((detail) => ({ invariant: "no exception leaves the library", detail })),
    ...run.rejections.map((reason) => ({
      invariant: "no rejection is unhandled",
      detail: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason),
    })),
  ].map((violation) => ({ ...violation, who: "the library" }));
  return [
    ...outside,
    ...world.journals.flatMap((journal) => [...checkDelivery(journal, world), ...checkTranscript(journal)]),
    ...checkSendings(world),
    ...checkLife(world),
  ];
}
