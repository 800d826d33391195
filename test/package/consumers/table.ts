import { bundlers } from "./bundlers.js";
import type { PageConsumer, ProgramConsumer } from "./consumer.js";
import { next } from "./next.js";
import { plainPages } from "./pages.js";
import { programs } from "./programs.js";

/** Everything that the packed library is tried in. */
export const pageConsumers: readonly PageConsumer[] = [...plainPages, ...bundlers, next];
export const programConsumers: readonly ProgramConsumer[] = programs;
/** Compilers of pages, by the name of their package here; the newest is this repository's own. */
export const typescripts: readonly string[] = ["typescript-5.0", "typescript-5.4", "typescript-5.9"];
