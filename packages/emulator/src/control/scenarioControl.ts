import type { Settings } from "../options.js";
import { playScenario } from "../scenarios/playScenario.js";
import { readyScenarios } from "../scenarios/readyScenarios.js";
import type { ScenarioParts } from "../scenarios/scenarioStage.js";
import type { ScenarioStep } from "../scenarios/scenarioStep.js";
import { ControlError } from "./controlError.js";

export interface ScenarioControl {
  /** Names of the scenarios that there are. */
  listScenarios(): readonly string[];
  /**
   * Takes a chat through a scenario, with the emulator's clock. It ends with its last step, with the
   * chat, or at a step that the chat is not there for. NotFound for an unknown name, Conflict
   * before the customer has connected.
   */
  startScenario(contactId: string, scenario: string): void;
}

export function createScenarioControl(parts: ScenarioParts, settings: Settings): ScenarioControl {
  const scenarios = new Map<string, readonly ScenarioStep[]>(
    Object.entries({ ...readyScenarios, ...settings.scenarios.more }),
  );
  return {
    listScenarios: () => [...scenarios.keys()],
    startScenario(contactId, scenario) {
      const { contact, timers } = parts.subjects.liveRoomOf(contactId);
      const steps = scenarios.get(scenario);
      if (!steps)
        throw new ControlError(
          "NotFound",
          `unable to start the scenario; there are ${[...scenarios.keys()].join(", ")}`,
        );
      if (contact.state === "CREATED")
        throw new ControlError(
          "Conflict",
          'unable to start the scenario; the customer has not connected, start the chat with the attribute "scenario" instead',
        );
      playScenario({
        steps,
        stage: { ...parts, contactId: contact.contactId, agent: undefined, nextAgent: undefined },
        paceMs: settings.scenarios.paceMs,
        timers,
        onStopped: (reason) => settings.logger.info(`scenario ${scenario} stopped; ${reason}`),
      });
    },
  };
}
