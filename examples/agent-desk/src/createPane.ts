import type { TranscriptItem } from "amazon-connect-chatjs";

export type Stage = "ringing" | "open" | "over";

/** What an agent can do with a chat. */
export interface PaneActions {
  accept(): void;
  decline(): void;
  end(): void;
  clear(): void;
  typing(): void;
  /** Rejects when the message was not sent. */
  send(text: string): Promise<void>;
}

/** One chat on the desk. */
export interface Pane {
  readonly element: HTMLElement;
  setStage(stage: Stage): void;
  show(transcript: readonly TranscriptItem[]): void;
  say(text: string): void;
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

const button = (label: string, run: () => void): HTMLElement => {
  const element = make("button", { type: "button" }, label);
  element.onclick = run;
  return element;
};

export function createPane(customer: string, actions: PaneActions): Pane {
  const log = make("div", { role: "log", "aria-label": `Messages of ${customer}`, tabindex: "0" });
  const status = make("p", { role: "status" });
  const input = make("input", { autocomplete: "off", maxlength: "1024", required: "" });
  const form = make("form", {}, make("label", {}, "Message ", input), make("button", {}, "Send"));
  const say: Pane["say"] = (text) => {
    status.textContent = text;
  };

  input.oninput = actions.typing;
  form.onsubmit = (event) => {
    event.preventDefault();
    const text = input.value;
    input.value = "";
    actions.send(text).catch(() => {
      say("Not sent. Please try again");
      input.value ||= text;
    });
  };

  const parts: Readonly<Record<Stage, readonly HTMLElement[]>> = {
    ringing: [button("Accept", actions.accept), button("Decline", actions.decline)],
    open: [form, button("End chat", actions.end)],
    over: [button("Clear", actions.clear)],
  };
  const foot = make("footer", {});
  const element = make(
    "section",
    { "aria-label": `Chat with ${customer}` },
    make("h2", {}, customer),
    log,
    status,
    foot,
  );

  const lines = new WeakMap<TranscriptItem, HTMLElement>();
  const lineOf = (item: TranscriptItem) => {
    const isCustomer = item.ParticipantRole === "CUSTOMER";
    const author = isCustomer ? customer : (item.DisplayName ?? "You");
    return make("div", { class: isCustomer ? "theirs" : "own" }, make("b", {}, author), item.Content ?? "");
  };

  return {
    element,
    say,
    setStage(stage) {
      foot.replaceChildren(...parts[stage]);
      say({ ringing: "Rings", open: "", over: "Over" }[stage]);
      if (stage === "open") input.focus();
    },
    show(transcript) {
      const shown = transcript
        .filter(({ Type }) => Type === "MESSAGE")
        .map((item) => {
          const line = lines.get(item) ?? lineOf(item);
          lines.set(item, line);
          return line;
        });
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
