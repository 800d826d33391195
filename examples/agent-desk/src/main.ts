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
  const show = () => {
    // Some states come by themselves, such as those of calls.
    const { name } = agent.getState();
    const names = new Set([...states.map((state) => state.name), name]);
    select.replaceChildren(...Array.from(names, (each) => new Option(each, each, false, each === name)));
  };
  select.onchange = () => {
    const state = states.find(({ name }) => name === select.value);
    // During a chat it is the state after it.
    if (state) agent.setState(state, { failure: show }, { enqueueNextState: true });
  };
  agent.onStateChange(show);
  show();
});

connect.contact((contact) => {
  if (contact.getType() === connect.ContactType.CHAT) followChat(contact, find("chats"), find("status"));
});
