/**
 * The script of the CCP page: it hands frames on, between the window of Streams, the port of the Amazon Connect SDK and the backend,
 * and shows what the agent has. The rules are the backend's.
 */

/**
 * @typedef {{ readonly event: string, readonly data?: any }} CoreFrame
 * @typedef {{ readonly contactId: string, readonly state: { readonly type: string } }} ShownContact
 */

const DATE = "$date";
const retryMs = 1_000;

/** @param {unknown} message */
const encode = (message) =>
  JSON.stringify(message, function (key, value) {
    const original = this[key];
    return original instanceof Date ? { [DATE]: original.toISOString() } : value;
  });

/** @param {string} text */
const decode = (text) =>
  JSON.parse(text, (_key, value) => (typeof value?.[DATE] === "string" ? new Date(value[DATE]) : value));

/** @param {string} testId @returns {HTMLElement} */
const part = (testId) => /** @type {HTMLElement} */ (document.querySelector(`[data-testid=${testId}]`));

/** What can be done with a chat, by its state. */
const actions = /** @type {Readonly<Record<string, readonly (readonly [string, string])[]>>} */ ({
  connecting: [
    ["acceptContact", "Accept"],
    ["rejectContact", "Reject"],
  ],
  connected: [["destroyContact", "End"]],
  ended: [["clearContact", "Clear"]],
  missed: [["clearContact", "Clear"]],
  rejected: [["clearContact", "Clear"]],
});

/** @type {WebSocket | undefined} */
let backend;
/** @type {MessagePort | undefined} */
let sdkPort;
/** What the page around has asked for: a backend that was started anew does not know it. */
const topics = /** @type {Set<string>} */ (new Set());
let isLost = false;
let inView = "";

/** @param {"core" | "sdk"} channel @param {unknown} frame */
function tellBackend(channel, frame) {
  if (backend?.readyState === WebSocket.OPEN) backend.send(encode({ channel, frame }));
}

/** @param {string} method @param {object} params */
const callApi = (method, params) =>
  tellBackend("core", { event: "api_request", data: { requestId: crypto.randomUUID(), method, params } });

/** Tells all pages of the agent, this one too. @param {string} event @param {object} data */
const broadcast = (event, data) => tellBackend("core", { event: "broadcast", data: { event, data } });

const markView = () => {
  for (const button of document.querySelectorAll("[data-view]"))
    button.ariaPressed = String(/** @type {HTMLElement} */ (button).dataset.view === inView);
};

/** @param {ShownContact} contact */
function contactRow({ contactId, state }) {
  const row = document.createElement("li");
  row.dataset.contactId = contactId;
  row.dataset.state = state.type;
  const label = document.createElement("span");
  label.textContent = `${contactId.slice(0, 8)} ${state.type}`;
  const view = document.createElement("button");
  view.dataset.view = contactId;
  view.textContent = "View";
  view.addEventListener("click", () => broadcast("contact::view", { contactId }));
  row.append(label, view);
  for (const [method, text] of actions[state.type] ?? []) {
    const button = document.createElement("button");
    button.textContent = text;
    button.addEventListener("click", () => {
      callApi(method, { contactId });
      // Pages hear of an acceptance from each other.
      if (method === "acceptContact")
        for (const event of ["contact::accepted", `contact::accepted::${contactId}`, "contact::view"])
          broadcast(event, { contactId });
    });
    row.append(button);
  }
  return row;
}

/** @param {any} update the data of `agent::update` */
function show({ snapshot, configuration }) {
  part("agent-name").textContent = configuration.name;
  const choice = /** @type {HTMLSelectElement} */ (part("agent-state"));
  choice.replaceChildren(
    ...configuration.agentStates.map((/** @type {{ name: string }} */ { name }) => new Option(name)),
  );
  choice.value = snapshot.state.name;
  part("contacts").replaceChildren(...snapshot.contacts.map(contactRow));
  markView();
}

function openSdkChannel() {
  sdkPort?.close();
  const { port1, port2 } = new MessageChannel();
  sdkPort = port1;
  port1.onmessage = ({ data }) => tellBackend("sdk", data);
  window.parent.postMessage({ type: "cross-domain-adapter-init" }, "*", [port2]);
}

/** @param {CoreFrame} frame */
function receiveCore(frame) {
  if (frame.event === "agent::update") show(frame.data);
  if (frame.event === "contact::view") {
    inView = frame.data.contactId;
    markView();
  }
  if (window.parent !== window) window.parent.postMessage(frame, "*");
}

/** Without its backend the page around has no socket. */
function lose() {
  if (isLost) return;
  isLost = true;
  receiveCore({ event: "agent::websocket_connection_lost" });
  receiveCore({ event: "webSocket::connection_lost" });
}

function regain() {
  if (!isLost) return;
  isLost = false;
  tellBackend("core", { event: "webSocket::subscribe", data: [...topics] });
  receiveCore({ event: "agent::websocket_connection_gained" });
  receiveCore({ event: "webSocket::connection_gain" });
}

function connect() {
  const url = new URL("socket", location.href);
  url.search = location.search;
  url.protocol = "ws:";
  backend = new WebSocket(url);
  backend.onopen = () => {
    part("connection").textContent = "";
    if (window.parent !== window) openSdkChannel();
    regain();
  };
  backend.onmessage = ({ data }) => {
    const { channel, frame } = decode(data);
    if (channel === "sdk") sdkPort?.postMessage(frame);
    else receiveCore(frame);
  };
  backend.onclose = () => {
    part("connection").textContent = "The emulator is gone; trying again.";
    lose();
    setTimeout(connect, retryMs);
  };
}

window.addEventListener("message", ({ source, data }) => {
  if (source !== window.parent || typeof data?.event !== "string") return;
  if (data.event === "webSocket::subscribe" && Array.isArray(data.data))
    for (const topic of data.data) topics.add(topic);
  tellBackend("core", data);
});
part("agent-state").addEventListener("change", ({ target }) => {
  const name = /** @type {HTMLSelectElement} */ (target).value;
  callApi("putAgentState", { state: { name }, enqueueNextState: false });
});
connect();

export {};
