import type { FlowTheatre } from "../flow/flows.js";
import { ControlError } from "./controlError.js";
import type { ControlSubjects } from "./controlSubjects.js";

export interface ScenarioControl {
  /** Names of the flows that there are: the ready ones, and those of the options. */
  listScenarios(): readonly string[];
  /**
   * Takes a chat through a flow, beside the one that it may be in. It ends with its last step, with the chat, or at a step that the
   * chat is not there for. NotFound for an unknown name, Conflict before the customer has connected.
   */
  startScenario(contactId: string, scenario: string): void;
}

export function createScenarioControl(
  flows: Pick<FlowTheatre, "names" | "play">,
  subjects: Pick<ControlSubjects, "liveRoomOf">,
): ScenarioControl {
  return {
    listScenarios: flows.names,
    startScenario(contactId, scenario) {
      const { contact } = subjects.liveRoomOf(contactId);
      if (contact.state === "CREATED")
        throw new ControlError(
          "Conflict",
          'unable to start the scenario; the customer has not connected, start the chat with the attribute "scenario" instead',
        );
      flows.play(contact, scenario);
    },
  };
}
