import type { ContactBoard } from "@amazon-connect-chat/page/contactBoard.js";
import { createControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { element, requireElement } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { watchContacts } from "@amazon-connect-chat/page/watchContacts.js";
import type { SocketSummary } from "amazon-connect-chat-emulator";
import { createChatPane } from "./chat/chatPane.js";
import { createContactList } from "./contacts/contactList.js";
import { createStartChatForm } from "./contacts/startChatForm.js";
import type { Place } from "./contacts/startChatForm.js";
import { createFaultsPanel } from "./faults/faultsPanel.js";
import { poll } from "./poll.js";
import { createRecordingPanel } from "./recording/recordingPanel.js";
import { createSocketsPanel } from "./sockets/socketsPanel.js";
import { createTabs } from "./tabs.js";
import { createTrafficPanel } from "./traffic/trafficPanel.js";
import { createViews } from "./views.js";
import { createWorldPanel } from "./world/worldPanel.js";

/** How often faults, sockets and the clock are brought up to date: what is not told by the stream. */
const REFRESH_MS = 1_000;

const baseUrl = location.origin;
const client = createControlClient(baseUrl);
const main = requireElement("#main");
const live = requireElement("#live");

let board: ContactBoard = new Map();
let currentId: string | undefined;
let isDrawn = true;
/** The customer of a chat that was started from here and is not on the board yet. */
let awaited: Place | undefined;

const contactOf = (contactId: string | undefined) =>
  contactId === undefined ? undefined : board.get(contactId);
const nameOf = (contactId: string) => contactOf(contactId)?.customerName ?? "somebody";
const ownerOf = ({ contactId, participantId, agentId }: SocketSummary) => {
  const participant = contactOf(contactId)?.participants.find((each) => each.participantId === participantId);
  return participant?.displayName ?? agentId ?? "somebody";
};

const views = createViews((view) => (main.dataset.view = view));
const pane = createChatPane(client);
const contacts = createContactList((contactId) => select({ contactId }));
const start = createStartChatForm(client, (customer) => {
  awaited = customer;
  select(customer);
});
const traffic = createTrafficPanel({
  load: client.getTraffic,
  participantsOf: (contactId) => contactOf(contactId)?.participants ?? [],
});
const faults = createFaultsPanel({
  client,
  nameOf,
  onCount: (count) => tabs.setCount("faults", count),
});
const sockets = createSocketsPanel({ client, ownerOf });
const world = createWorldPanel(client);
let refreshTools: () => void = () => undefined;
const tabs = createTabs(
  "Tools",
  [
    { id: "traffic", label: "Traffic", content: traffic.root },
    { id: "faults", label: "Faults", content: faults.root },
    { id: "sockets", label: "Sockets", content: sockets.root },
    { id: "world", label: "World", content: world.root },
    { id: "recording", label: "Recording", content: createRecordingPanel().root },
  ],
  () => refreshTools(),
);

function select({ contactId, participantId }: Pick<Place, "contactId"> & Partial<Place>): void {
  const contact = contactOf(contactId);
  if (!contact) return;
  awaited = undefined;
  currentId = contactId;
  pane.select(contact, participantId);
  const chosen = { contactId, name: contact.customerName };
  for (const panel of [faults, sockets]) panel.setContact(chosen);
  traffic.setContact(contactId);
  draw();
  views.show("chat");
}

/** Many changes make one list. */
function draw(): void {
  if (!isDrawn) return;
  isDrawn = false;
  setTimeout(() => {
    isDrawn = true;
    contacts.show(board, currentId);
  }, 30);
}

main.append(
  views.root,
  element("section", { class: "part part--contacts", "aria-label": "Contacts" }, [start.root, contacts.root]),
  element("section", { class: "part part--chat", "aria-label": "Chat" }, [pane.root]),
  element("section", { class: "part part--tools", "aria-label": "Tools" }, [tabs.root]),
);
views.show("contacts");

watchContacts(baseUrl, {
  onLive(isLive) {
    live.dataset.live = String(isLive);
    setText(live, isLive ? "Live" : "The emulator does not answer");
  },
  onBoard(next) {
    const before = contactOf(currentId);
    board = next;
    const now = contactOf(currentId);
    if (now && now !== before) pane.update(now);
    if (awaited) select(awaited);
    draw();
  },
  onTraffic(batch) {
    traffic.add(batch);
    for (const entry of batch.entries) if (entry.contactId === currentId) pane.see(entry);
  },
});

const polling = poll(async () => {
  const shown = tabs.current();
  // What is on must not be forgotten, so faults are counted wherever one looks.
  await faults.refresh();
  if (shown === "sockets") await sockets.refresh();
  if (shown === "world") await world.refresh();
}, REFRESH_MS);
refreshTools = polling.now;

client
  .listScenarios()
  .then(start.setScenarios)
  // Without them the usual flow is left.
  .catch(() => undefined);
