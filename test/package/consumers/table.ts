import { bundlers } from "./bundlers.js";
import type { PageConsumer, ProgramConsumer } from "./consumer.js";
import { next } from "./next.js";
import { plainPages } from "./pages.js";
import { programs } from "./programs.js";

/** Everything that the packed library is tried in. */
export const pageConsumers: readonly PageConsumer[] = [...plainPages, ...bundlers, next];
export const programConsumers: readonly ProgramConsumer[] = programs;
/** Compilers of pages, by the name of their package here; 6.0 is this repository's own. */
export const typescripts: readonly string[] = ["5.0", "5.4", "5.9", "7.0"].map(
  (version) => `typescript-${version}`,
);
