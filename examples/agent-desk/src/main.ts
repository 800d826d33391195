import "amazon-connect-streams";
import "amazon-connect-chatjs";
import { followChat } from "./followChat";

const find = (id: string) => document.getElementById(id)!;
const env = import.meta.env as Readonly<Record<string, string | undefined>>;
const region = env["VITE_REGION"] ?? "us-west-2";
const ccpUrl = env["VITE_CCP_URL"] ?? "";
const endpoint = env["VITE_ENDPOINT"];

// Before initCCP: Streams makes its client with the first chat that it sees.
connect.ChatSession.setGlobalConfig({ region, ...(endpoint !== undefined && { endpoint }) });
connect.core.initCCP(find("ccp"), {
  ccpUrl,
  region,
  loginPopup: endpoint === undefined,
  softphone: { allowFramedSoftphone: false, disableRingtone: true },
  chat: { disableRingtone: true },
});
connect.core.onInitialized(() => {
  find("status").textContent = "No chats yet. One that comes appears here";
});

connect.agent((agent) => {
  const select = find("state") as HTMLSelectElement;
  const states = agent.getAgentStates();
  select.replaceChildren(...states.map(({ name }) => new Option(name, name)));
  const show = () => {
    select.value = agent.getState().name;
  };
  select.onchange = () => {
    const state = states.find(({ name }) => name === select.value);
    if (state) agent.setState(state, { failure: show });
  };
  agent.onStateChange(show);
  show();
});

connect.contact((contact) => {
  if (contact.getType() === connect.ContactType.CHAT) followChat(contact, find("chats"), find("status"));
});
