import type { Played, Theatre } from "../conformance/theatre.js";
import type { Trace } from "../conformance/trace.js";
import type { Guest } from "./openGuest.js";

/** A theatre in a browser that drives itself. @param world the name of a script: {@link Guest} has it */
export function theatreIn(guest: Guest, world: string): Pick<Theatre, "play"> {
  const idle: string[] = [];
  let count = 0;
  return {
    async play(name) {
      const frame = idle.pop() ?? `${world} ${++count}`;
      const play = (bundle: keyof Played) =>
        guest
          .play(frame, { scripts: [world, bundle], more: `#${encodeURIComponent(name)}` }, "playScenario()")
          .then((trace) => trace as Trace)
          .catch((error: unknown) => error as Error);
      const ours = await play("ours");
      const upstream = await play("upstream");
      idle.push(frame);
      return { ours, upstream };
    },
  };
}
