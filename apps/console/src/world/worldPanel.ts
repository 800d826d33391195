import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { perform } from "../perform.js";
import { readWorldFile, saveWorldFile } from "./worldFile.js";

export interface WorldPanel {
  readonly root: HTMLElement;
  /** Reads what time it is in the emulator; rejects when it does not answer. */
  refresh(): Promise<void>;
}

const MINUTE_MS = 60_000;
const LEAPS: readonly (readonly [ms: number, label: string])[] = [
  [10_000, "10 s"],
  [MINUTE_MS, "1 min"],
  [5 * MINUTE_MS, "5 min"],
  [60 * MINUTE_MS, "1 h"],
];

const button = (label: string, testId: string) =>
  element("button", { type: "button", class: "button", "data-testid": testId }, [label]);

const choice = <const Value extends string>(label: string, values: readonly Value[], testId: string) => {
  const select = element(
    "select",
    { class: "input", "data-testid": testId },
    values.map((value) => element("option", { value }, [value])),
  );
  return {
    select,
    value: () => select.value as Value,
    root: element("label", { class: "field" }, [label, select]),
  };
};

/** The clock, what holds for everyone, and the world as a file. */
export function createWorldPanel(client: ControlClient): WorldPanel {
  const problem = element("p", { class: "problem", role: "alert", "data-testid": "world-problem" });
  const status = element("p", { class: "note", role: "status", "data-testid": "world-status" });
  const clock = element("output", { class: "clock", "data-testid": "clock" });
  const file = element("input", {
    type: "file",
    accept: "application/json,.json",
    class: "visually-hidden",
    tabindex: -1,
    "aria-label": "World to import",
    "data-testid": "import-file",
  });
  const [save, load] = [button("Export", "export-world"), button("Import…", "import-world")];
  const rates = choice("Rates of requests", ["off", "published"], "throttling");
  const scanner = choice("Scanner's verdict", ["approve", "reject", "hold"], "scanner");

  const act = (pressed: HTMLButtonElement | undefined, action: () => Promise<string>) =>
    perform(problem, pressed ? [pressed] : [], async () => setText(status, await action()));
  const showTime = (now: string) => setText(clock, now.replace("T", " ").slice(0, 19));
  const leaps = LEAPS.map(([ms, label]) => {
    const leap = button(`+ ${label}`, `advance-${ms}`);
    leap.addEventListener(
      "click",
      () =>
        void act(leap, async () => {
          showTime((await client.advanceClock(ms)).now);
          return `The clock is ${label} further.`;
        }),
    );
    return leap;
  });
  save.addEventListener(
    "click",
    () =>
      void act(save, async () => {
        saveWorldFile(await client.exportWorld());
        return "The world is exported.";
      }),
  );
  load.addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    void act(load, async () => {
      const { imported } = await client.importWorld(await readWorldFile(chosen));
      return `${imported} ${imported === 1 ? "chat" : "chats"} imported.`;
    }).finally(() => (file.value = ""));
  });
  rates.select.addEventListener(
    "change",
    () =>
      void act(undefined, async () => {
        await client.setThrottling(rates.value());
        return `Rates of requests: ${rates.select.value}`;
      }),
  );
  scanner.select.addEventListener(
    "change",
    () =>
      void act(undefined, async () => {
        await client.setScanner({ verdict: scanner.value() });
        return `Scanner's verdict: ${scanner.select.value}`;
      }),
  );

  const files = element("section", {}, [
    element("h3", {}, ["World"]),
    element("p", { class: "note" }, [
      "All chats as one file: for a bug report, or to begin with. It holds tokens and messages.",
    ]),
    element("div", { class: "toolbar" }, [save, load, file]),
  ]);

  return {
    root: element("div", { class: "panel" }, [
      problem,
      status,
      element("section", {}, [
        element("h3", {}, ["Clock"]),
        element("p", {}, [clock, " UTC"]),
        element("div", { class: "toolbar" }, leaps),
      ]),
      element("section", {}, [
        element("h3", {}, ["For everyone"]),
        element("div", { class: "fields" }, [rates.root, scanner.root]),
      ]),
      files,
    ]),
    refresh: async () => showTime((await client.advanceClock(0)).now),
  };
}
