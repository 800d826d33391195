import { createControlClient } from "@amazon-connect-chat/page/controlClient.js";

/**
 * Asks the emulator at `baseUrl` where it serves its contact control panel.
 * @throws Error (rejection) that says what to do.
 */
export async function findCcpUrl(baseUrl: string): Promise<string> {
  const ccpUrl = await createControlClient(baseUrl).ccp.url();
  if (ccpUrl !== undefined) return ccpUrl;
  throw new Error("unable to open the desk; the emulator has no contact control panel. Give it --ccp-port");
}
