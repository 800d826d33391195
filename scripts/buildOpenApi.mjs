import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./run.mjs";

/** Writes down what the built emulator says of its control API, for those who generate from it. */
export async function buildOpenApi() {
  const dist = join(root, "packages/emulator/dist");
  /** @type {typeof import("amazon-connect-chat-emulator")} */
  const { createEmulator } = await import(pathToFileURL(join(dist, "index.js")).href);
  const emulator = createEmulator();
  const response = await emulator.fetch("http://127.0.0.1:4510/control/openapi.json");
  emulator.close();
  writeFileSync(join(dist, "openapi.json"), `${JSON.stringify(await response.json(), null, 2)}\n`);
}
