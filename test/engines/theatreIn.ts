import { playInTurns } from "../conformance/theatre.js";
import type { Theatre } from "../conformance/theatre.js";
import type { Trace } from "../conformance/trace.js";
import type { Guest } from "./openGuest.js";

/** A theatre in a browser that drives itself. @param world the name of a script: {@link Guest} has it */
export function theatreIn(guest: Guest, world: string): Pick<Theatre, "play"> {
  let count = 0;
  return {
    play: playInTurns(
      () => `${world} ${++count}`,
      async (frame, bundle, name) => {
        const page = { scripts: [world, bundle], more: `#${encodeURIComponent(name)}` };
        return (await guest.play(frame, page, "playScenario()")) as Trace;
      },
    ),
  };
}
