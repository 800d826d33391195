import { element } from "@amazon-connect-chat/page/element.js";
import { reasonOf } from "@amazon-connect-chat/page/reasonOf.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { callStreams } from "./callStreams.js";

/** Shows the agent's state, and lets it be chosen. During a chat the choice takes effect after it. */
export function createAgentStateMenu(): HTMLElement {
  const choice = element("select", {
    class: "agent-state__choice",
    disabled: true,
    "aria-label": "Your state",
    "data-testid": "agent-state",
  });
  const problem = element("span", { class: "agent-state__problem", role: "alert" });
  const dot = element("span", { class: "agent-state__dot", "aria-hidden": "true" });
  const root = element("div", { class: "agent-state" }, [problem, dot, choice]);

  const show = (agent: connect.Agent) => {
    // oxlint-disable-next-line typescript/no-deprecated -- what stands in for it has no type
    const { name, type } = agent.getState();
    const next = agent.getNextState() as connect.AgentState | null;
    const chosen = agent.getAgentStates().map((state) => state.name);
    const names = chosen.includes(name) ? chosen : [name, ...chosen];
    const labelOf = (one: string) => (one === name && next ? `${one}, then ${next.name}` : one);
    const isShown =
      choice.length === names.length &&
      names.every((one, index) => choice.options[index]?.text === labelOf(one));
    // Somebody may have the menu open, and Streams tells of all that happens at the desk.
    if (!isShown) choice.replaceChildren(...names.map((one) => new Option(labelOf(one), one)));
    choice.value = name;
    choice.disabled = false;
    root.dataset.type = type;
  };

  connect.agent((agent) => {
    agent.onRefresh(show);
    choice.addEventListener("change", () => {
      const state = agent.getAgentStates().find(({ name }) => name === choice.value);
      if (!state) return;
      setText(problem, "");
      callStreams("change your state", (callbacks) =>
        agent.setState(state, callbacks, { enqueueNextState: true }),
      ).catch((error: unknown) => {
        show(agent);
        setText(problem, reasonOf(error));
      });
    });
    show(agent);
  });
  return root;
}
