import { createControlRequester } from "@amazon-connect-chat/page/controlRequest.js";

/**
 * Asks the emulator at `baseUrl` where it serves its contact control panel.
 * @throws Error (rejection) that says what to do.
 */
export async function findCcpUrl(baseUrl: string): Promise<string> {
  const request = createControlRequester(baseUrl);
  const what = "find the contact control panel";
  const { ccpUrl }: { readonly ccpUrl: string | null } = await request({
    method: "GET",
    path: ["ccp"],
    what,
  });
  if (ccpUrl !== null) return ccpUrl;
  throw new Error("unable to open the desk; the emulator has no contact control panel. Give it --ccp-port");
}
