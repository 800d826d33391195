import { clockTime } from "@amazon-connect-chat/page/clockTime.js";
import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { createKeyedList } from "@amazon-connect-chat/page/keyedList.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { SocketDrop, SocketSummary } from "amazon-connect-chat-emulator";
import { perform } from "../perform.js";

export interface SocketsPanel {
  readonly root: HTMLElement;
  /** Reads which sockets there are; rejects when the emulator does not answer. */
  refresh(): Promise<void>;
  setContact(contact: { readonly contactId: string; readonly name: string } | undefined): void;
}
export interface SocketsPanelOptions {
  readonly client: ControlClient;
  /** Whose socket it is, in words. */
  readonly ownerOf: (socket: SocketSummary) => string;
}

const WAYS: readonly (readonly [NonNullable<SocketDrop["how"]>, string])[] = [
  ["close", "Close"],
  ["abort", "Cut"],
  ["halfOpen", "Half-open"],
];
const SHOWN = 100;

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Open sockets and what can be done to them, and the tokens. */
export function createSocketsPanel({ client, ownerOf }: SocketsPanelOptions): SocketsPanel {
  const problem = element("p", { class: "problem", role: "alert" });
  const status = element("p", { class: "note", role: "status", "data-testid": "sockets-status" });
  const count = element("p", { class: "note" });
  const list = element("ul", { class: "rows", "aria-label": "Open sockets" });
  const one = element("input", { type: "checkbox", "data-testid": "sockets-this-chat" });
  const oneLabel = element("span");
  let contact: { readonly contactId: string; readonly name: string } | undefined;

  const act = (button: HTMLButtonElement, action: () => Promise<string>) =>
    perform(problem, [button], async () => {
      setText(status, await action());
      await refresh();
    });
  const scope = () => (one.checked && contact ? { contactId: contact.contactId } : {});
  const dropButtons = (className: string, drop: () => SocketDrop, whose: string) =>
    WAYS.map(([how, label]) => {
      const button = element(
        "button",
        { type: "button", class: className, "aria-label": `${label} ${whose}`, "data-testid": `drop-${how}` },
        [label],
      );
      button.addEventListener(
        "click",
        () =>
          void act(button, async () => {
            const dropped = await client.dropSockets({ ...drop(), how });
            return `${label}: ${plural(dropped, "socket")}`;
          }),
      );
      return button;
    });

  const rows = createKeyedList<SocketSummary>({
    container: list,
    keyOf: ({ socketId }) => socketId,
    create(socket) {
      const { contactId, participantId, agentId, topics, openedAt } = socket;
      const owner = ownerOf(socket);
      const detail = element("span", { class: "row__detail" });
      return {
        root: element("li", { class: "row", "data-testid": "socket" }, [
          element("strong", {}, [owner]),
          element("span", { class: "row__count" }, [`since ${clockTime(Date.parse(openedAt))}`]),
          detail,
          element(
            "span",
            { class: "row__buttons" },
            dropButtons(
              "link-button",
              () => ({ contactId, participantId, agentId }),
              `the sockets of ${owner}`,
            ),
          ),
        ]),
        update: () => setText(detail, topics.join(", ") || "not subscribed"),
      };
    },
  });
  const refresh = async () => {
    const sockets = await client.listSockets();
    rows.show(sockets.slice(0, SHOWN));
    setText(
      count,
      `${plural(sockets.length, "socket")} open${sockets.length > SHOWN ? `, ${SHOWN} shown` : ""}.`,
    );
  };
  const expire = element("button", { type: "button", class: "button", "data-testid": "expire-tokens" }, [
    "Expire connection tokens",
  ]);
  expire.addEventListener(
    "click",
    () => void act(expire, async () => `Expired: ${plural(await client.expireTokens(scope()), "token")}`),
  );
  const showContact = () => {
    one.disabled = !contact;
    if (!contact) one.checked = false;
    setText(oneLabel, contact ? `Only the chat of ${contact.name}` : "Only the chat in view");
  };
  showContact();

  return {
    root: element("div", { class: "panel" }, [
      problem,
      element("section", {}, [
        element("h3", {}, ["All sockets"]),
        element("label", { class: "check" }, [one, oneLabel]),
        element("div", { class: "toolbar" }, [...dropButtons("button", scope, "all sockets"), expire]),
        status,
      ]),
      element("section", {}, [element("h3", {}, ["Open sockets"]), count, list]),
    ]),
    refresh,
    setContact(next) {
      contact = next;
      showContact();
    },
  };
}
