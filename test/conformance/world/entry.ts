import { SCENARIOS } from "../scenarios/index.js";
import { openStage } from "./stage.js";

// Before the library is loaded: it and 5.0.0 take hold of timers then.
const stage = openStage();
const scenario = SCENARIOS[Number(location.hash.slice(1))];
scenario?.before?.();

/** Plays the page's scenario; called from outside once the library is there. */
Object.assign(globalThis, {
  async playScenario() {
    await scenario?.play(stage);
    return stage.trace();
  },
});
