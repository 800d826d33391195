import { useBackend } from "../backend/useBackend.js";
import { requireElement } from "@amazon-connect-chat/page/element.js";
import { createNameForm } from "../dom/nameForm.js";
import { createFaultsDock } from "../faults/faultsDock.js";
import { agentIdOf, readIdentity, saveIdentity } from "./agentIdentity.js";
import type { AgentIdentity } from "./agentIdentity.js";
import { createAwsNotice } from "./awsNotice.js";
import type { DeskLayoutOptions } from "./deskLayout.js";

export interface DeskPageOptions {
  /** What the person is told who is asked for a name. */
  readonly intro: string;
  /** Creates the desk of an agent. */
  readonly openDesk: (identity: AgentIdentity, onCurrent: DeskLayoutOptions["onCurrent"]) => HTMLElement;
}

/** Starts a page with an agent's desk: asks for a name unless it is known, then shows the desk and the faults. Only the emulator has them. */
export function startDeskPage({ intro, openDesk }: DeskPageOptions): void {
  const main = requireElement("#main");
  const who = requireElement("#who");

  const { kind, region } = useBackend();
  if (kind === "aws") {
    main.replaceChildren(createAwsNotice(region));
    return;
  }

  const showDesk = (identity: AgentIdentity) => {
    saveIdentity(identity);
    who.textContent = identity.displayName;
    const faults = createFaultsDock(location.origin);
    who.after(faults.button);
    main.replaceChildren(
      openDesk(identity, (chat) => faults.setChat(chat)),
      faults.panel,
    );
  };

  const identity = readIdentity(location.search);
  if (identity) {
    showDesk(identity);
    return;
  }
  const form = createNameForm({
    title: "Agent desk",
    intro,
    submitLabel: "Open the desk",
    onSubmit(displayName) {
      showDesk({ agentId: agentIdOf(displayName), displayName });
      return Promise.resolve();
    },
  });
  main.replaceChildren(form);
  form.querySelector("input")?.focus();
}
