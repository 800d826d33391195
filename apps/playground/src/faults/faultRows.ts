import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { FaultState } from "./faultBoard.js";
import type { BadDay, LastingFault, OneShot } from "./faultCatalog.js";

interface Row {
  readonly root: HTMLElement;
}
export interface OneShotRow extends Row {
  /** Adds to how many it has concerned. */
  count(more: number): void;
}
export interface LastingRow extends Row {
  show(state: FaultState): void;
}

function createRow({ id, label, detail }: OneShot | LastingFault | BadDay, onPress: () => void) {
  const ids = { label: `fault-${id}-label`, count: `fault-${id}-count`, detail: `fault-${id}-detail` };
  const count = element("span", { id: ids.count, class: "fault__count", "data-testid": "fault-hits" });
  const detailText = element("span", { id: ids.detail, class: "fault__detail" }, [detail]);
  const button = element(
    "button",
    {
      type: "button",
      class: "fault",
      "aria-labelledby": ids.label,
      "aria-describedby": `${ids.detail} ${ids.count}`,
      "data-testid": `fault-${id}`,
    },
    [element("span", { id: ids.label, class: "fault__label" }, [label]), detailText, count],
  );
  const root = element("li", { "data-fault": id }, [button]);
  button.addEventListener("click", onPress);
  return { root, button, count, detailText };
}

/** A button for something that goes wrong once. */
export function createOneShotRow(shot: OneShot, onPress: () => void): OneShotRow {
  const { root, count } = createRow(shot, onPress);
  let total = 0;
  return {
    root,
    count(more) {
      total += more;
      setText(count, `${total} ${shot.nouns[total === 1 ? 0 : 1]}`);
    },
  };
}

/** A switch for what lasts: a fault or a profile. */
export function createLastingRow(fault: LastingFault | BadDay, onPress: () => void): LastingRow {
  const { root, button, count, detailText } = createRow(fault, onPress);
  return {
    root,
    show({ ids, hits, elsewhere, phase }) {
      const isOn = ids.length > 0;
      button.setAttribute("aria-pressed", String(isOn));
      setText(count, isOn ? `${hits} ${hits === 1 ? "hit" : "hits"}` : "");
      const beside = `${isOn ? "Also on" : "On"} for ${elsewhere}`;
      const own = phase === undefined ? fault.detail : `Now: ${phase}`;
      setText(detailText, elsewhere === "nowhere" ? own : beside);
    },
  };
}
