import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { parseJson } from "@amazon-connect-chat/page/jsonFields.js";

type ExportedWorld = Awaited<ReturnType<ControlClient["exportWorld"]>>;

/** Lets the browser save all chats as a file. */
export function saveWorldFile(world: ExportedWorld): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(world)], { type: "application/json" }));
  element("a", { href: url, download: "emulator-world.json" }).click();
  URL.revokeObjectURL(url);
}

/** What is in such a file; the emulator judges it. @throws Error (rejection) when it is not JSON */
export async function readWorldFile(file: Blob): Promise<ExportedWorld> {
  const world = parseJson(await file.text());
  if (typeof world !== "object" || world === null)
    throw new Error("unable to import the world; the file is not JSON");
  return world as ExportedWorld;
}
