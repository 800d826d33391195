import type { TranscriptItem } from "amazon-connect-chatjs";

/** What an agent can do with a chat. */
export interface PaneActions {
  readonly accept: () => void;
  readonly decline: () => void;
  readonly end: () => void;
  readonly clear: () => void;
  /** Rejects when the message was not sent. */
  readonly send: (text: string) => Promise<unknown>;
}

/** One chat on the desk. */
export interface Pane {
  readonly element: HTMLElement;
  setStage(stage: "ringing" | "open" | "over"): void;
  show(transcript: readonly TranscriptItem[]): void;
  /** @param forMs how long it is shown; until something else is said unless given */
  say(text: string, forMs?: number): void;
}

/** Makes a pane of the template in `index.html`. */
export function createPane(customer: string, { send, ...actions }: PaneActions): Pane {
  const { content } = document.getElementById("pane") as HTMLTemplateElement;
  const element = (content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  const find = (selector: string) => element.querySelector<HTMLElement>(selector)!;
  const log = find("[role=log]");
  const input = find("input") as HTMLInputElement;
  let forgetting: ReturnType<typeof setTimeout> | undefined;

  const say: Pane["say"] = (text, forMs) => {
    clearTimeout(forgetting);
    find("[role=status]").textContent = text;
    if (forMs !== undefined) forgetting = setTimeout(() => say(""), forMs);
  };

  element.setAttribute("aria-label", `Chat with ${customer}`);
  log.setAttribute("aria-label", `Messages of ${customer}`);
  find("h2").textContent = customer;
  for (const [name, run] of Object.entries(actions)) find(`[data-do=${name}]`).onclick = run;
  find("form").onsubmit = (event) => {
    event.preventDefault();
    const text = input.value;
    input.value = "";
    send(text).catch(() => {
      say("Not sent. Please try again");
      input.value ||= text;
    });
  };

  const lines = new WeakMap<TranscriptItem, HTMLElement>();
  function lineOf(item: TranscriptItem): HTMLElement {
    const known = lines.get(item);
    if (known) return known;
    const isCustomer = item.ParticipantRole === "CUSTOMER";
    const line = document.createElement("div");
    lines.set(item, line);
    line.className = isCustomer ? "theirs" : "own";
    const author = document.createElement("b");
    author.textContent = isCustomer ? customer : (item.DisplayName ?? "You");
    line.append(author, item.Content ?? "");
    return line;
  }

  return {
    element,
    say,
    setStage(stage) {
      for (const part of element.querySelectorAll<HTMLElement>("[data-stage]"))
        part.hidden = part.dataset["stage"] !== stage;
      say({ ringing: "Rings", open: "", over: "Over" }[stage]);
      if (stage === "open") input.focus();
    },
    show(transcript) {
      const shown = transcript.filter(({ Type }) => Type === "MESSAGE").map(lineOf);
      // A line that stays where it is must not be touched: a screen reader would read it again.
      shown.forEach((line, index) => {
        const there = log.children[index];
        if (there !== line) log.insertBefore(line, there ?? null);
      });
      while (log.children.length > shown.length) log.lastElementChild?.remove();
      log.scrollTop = log.scrollHeight;
    },
  };
}
