import { findCcpUrl } from "../control/findCcpUrl.js";
import { element } from "@amazon-connect-chat/page/element.js";

/**
 * Opens the contact control panel of an agent, as a custom CCP does: unseen, in an iframe of Streams' making.
 * @param onSilence told, with the address, that the panel does not answer yet; Streams goes on trying
 * @returns when the panel answers
 */
export async function openControlPanel(
  agentName: string,
  onSilence: (ccpUrl: string) => void,
): Promise<void> {
  const url = new URL(await findCcpUrl(location.origin));
  url.searchParams.set("agent", agentName);
  const ccpUrl = url.href;
  const place = element("div", { hidden: true });
  document.body.append(place);
  connect.core.initCCP(place, {
    ccpUrl,
    region: "us-west-2",
    loginPopup: false,
    softphone: { allowFramedSoftphone: false, disableRingtone: true },
    chat: { disableRingtone: true },
  });
  connect.core.getEventBus().subscribe(connect.EventType.ACK_TIMEOUT, () => onSilence(ccpUrl));
  await new Promise<void>((resolve) => connect.core.onInitialized(resolve));
}
