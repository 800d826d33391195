import { createControlRequester } from "@amazon-connect-chat/page/controlRequest.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { parseJson } from "@amazon-connect-chat/page/jsonFields.js";

export interface WorldClient {
  /** Lets the browser save all chats as a file. */
  save(): Promise<void>;
  /** Adds the chats of such a file; resolves with how many. */
  load(file: Blob): Promise<number>;
}

export function createWorldClient(baseUrl: string): WorldClient {
  const request = createControlRequester(baseUrl);
  return {
    async save() {
      const world: unknown = await request({ method: "GET", path: ["world"], what: "export the world" });
      const url = URL.createObjectURL(new Blob([JSON.stringify(world)], { type: "application/json" }));
      element("a", { href: url, download: "emulator-world.json" }).click();
      URL.revokeObjectURL(url);
    },
    async load(file) {
      const world = parseJson(await file.text());
      if (typeof world !== "object" || world === null)
        throw new Error("unable to import the world; the file is not JSON");
      const { imported }: { readonly imported: number } = await request({
        method: "POST",
        path: ["world"],
        what: "import the world",
        body: world,
      });
      return imported;
    },
  };
}
