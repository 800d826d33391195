import { ControlError } from "../control/controlError.js";
import type { TimerScope } from "../timerScope.js";
import type { ScenarioStage } from "./scenarioStage.js";
import type { ScenarioStep } from "./scenarioStep.js";
import { stepRunners } from "./stepRunners.js";
import type { GoOn } from "./stepRunners.js";

type AnyRunner = (stage: ScenarioStage, step: ScenarioStep, goOn: GoOn) => "waits" | undefined;

/** Plays steps one after the other. One that cannot be done any more ends it. */
export function playScenario(given: {
  readonly steps: readonly ScenarioStep[];
  readonly stage: ScenarioStage;
  readonly paceMs: number;
  readonly timers: TimerScope;
  readonly onStopped: (reason: string) => void;
}): void {
  const { stage, paceMs, timers, onStopped } = given;
  const play = ([step, ...rest]: readonly ScenarioStep[]): void => {
    if (!step) return;
    timers.set(step.afterMs ?? paceMs, () => {
      try {
        // The kind decides the types of the step and of its runner together.
        const run = stepRunners[step.do] as AnyRunner;
        const waits = run(stage, step, (first) => play([...first, ...rest]));
        if (waits === undefined) play(rest);
      } catch (error) {
        if (!(error instanceof ControlError)) throw error;
        onStopped(error.message);
      }
    });
  };
  play(given.steps);
}
