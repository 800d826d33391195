import { openStage } from "../world/stage.js";
import { perform } from "./perform.js";
import type { Play } from "./play.js";

// Before the library is loaded: it and 5.0.0 take hold of timers then.
const stage = openStage();
const play = JSON.parse(decodeURIComponent(location.hash.slice(1))) as Play;

/** Plays the page's play; called from outside once the library is there. */
Object.assign(globalThis, {
  async playScenario() {
    await perform(stage, play);
    return stage.trace();
  },
});
