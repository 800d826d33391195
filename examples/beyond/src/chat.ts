import type { ChatDetailsInput, ChatItem, CustomerSession } from "amazon-connect-chatjs/session";

const env = import.meta.env as Readonly<Record<string, string | undefined>>;

/** Options of each session: Amazon Connect in your region, or the emulator. */
export const place = { region: env["VITE_REGION"], endpoint: env["VITE_ENDPOINT"] };

/**
 * Asks the backend for a chat; it calls StartChatContact.
 * @param scenario the flow of the emulator that the chat goes through; on AWS an attribute of the contact
 * @param contentTypes what the page can show
 */
export async function startChat(
  scenario?: string,
  contentTypes: readonly string[] = ["text/plain"],
): Promise<ChatDetailsInput> {
  const response = await fetch(`${place.endpoint ?? ""}/start-chat`, {
    method: "POST",
    body: JSON.stringify({
      ParticipantDetails: { DisplayName: "Avery" },
      ...(scenario !== undefined && { Attributes: { scenario } }),
      SupportedMessagingContentTypes: contentTypes,
    }),
  });
  if (!response.ok) throw new Error(`unable to start a chat; the backend answered ${response.status}`);
  const { data } = (await response.json()) as { data: { startChatResult: ChatDetailsInput } };
  return data.startChatResult;
}

export const find = (id: string) => document.getElementById(id)!;

export const log = find("log");
const form = find("send") as HTMLFormElement;
const text = find("text") as HTMLInputElement;
const rows = new Map<string, HTMLElement>();

export function say(what: string): void {
  find("status").textContent = what;
}

/** Runs a page, and tells where that fails. */
export function run(page: () => Promise<unknown>): void {
  say("Connecting");
  page().catch((error: unknown) => {
    console.error(error);
    say("We cannot be reached. Please try again later");
  });
}

export function button(label: string, press: () => unknown): HTMLElement {
  const onclick = async () => {
    try {
      await press();
    } catch {
      say("That did not work. Please try again");
    }
  };
  return Object.assign(document.createElement("button"), { type: "button", textContent: label, onclick });
}

export function link(label: string, href: string): HTMLElement {
  const more = { textContent: label, href, target: "_blank", rel: "noopener" };
  return Object.assign(document.createElement("a"), more);
}

/** Saves a text as a file. */
export function download(name: string, content: string, type: string): void {
  const href = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  URL.revokeObjectURL(href);
}

/** Makes the row of a message at its place in time. */
function createRow({ Id = "", ParticipantRole, DisplayName = "", AbsoluteTime = "" }: ChatItem): HTMLElement {
  const row = document.createElement("div");
  const author = document.createElement("b");
  const isOwn = ParticipantRole === "CUSTOMER";
  author.textContent = isOwn ? "You" : ParticipantRole === "SYSTEM" ? "Assistant" : DisplayName;
  row.append(author, document.createElement("span"));
  row.className = isOwn ? "own" : "theirs";
  row.dataset["messageId"] = Id;
  row.dataset["time"] = AbsoluteTime;
  const all = Array.from(log.children) as HTMLElement[];
  log.insertBefore(row, all.find(({ dataset }) => (dataset["time"] ?? "") > AbsoluteTime) ?? null);
  rows.set(Id, row);
  return row;
}

/** Shows a message, and follows it to the end of the list. One that is there already is changed, as when a bot still writes it. */
export function show(item: ChatItem, { follow = true } = {}): HTMLElement {
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 8;
  const row = rows.get(item.Id ?? "") ?? createRow(item);
  const words = row.querySelector("span")!;
  // What stays as it is must not be touched: a screen reader would read it again.
  if (words.textContent !== item.Content) words.textContent = item.Content ?? "";
  const isSaidNow = row.className === "own" && row === log.lastElementChild;
  if (follow && (isAtEnd || isSaidNow)) log.scrollTop = log.scrollHeight;
  return row;
}

/** Opens the field to write in. A message that is not sent comes back into it. */
export function onSend(send: (message: string) => unknown): void {
  form.hidden = false;
  form.onsubmit = async (event) => {
    event.preventDefault();
    const message = text.value;
    text.value = "";
    try {
      await send(message);
    } catch {
      say("Not sent. Please try again");
      text.value ||= message;
    }
  };
}

/** What most chats need: shows what is said, sends what is written, and notices the end. */
export function talk(session: CustomerSession): void {
  session.onMessage(({ data }) => {
    if (data.Type === "MESSAGE") show(data);
  });
  onSend((message) => session.sendMessage({ contentType: "text/plain", message }));
  session.onEnded(() => {
    form.hidden = true;
    say("The chat is over");
  });
}
