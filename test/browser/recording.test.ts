import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { NARROW, usePlayground } from "./playground.js";

const { open } = usePlayground();
const DESKTOP = { width: 1440, height: 900 };
const fixture = fileURLToPath(new URL("../replay/fixtures/bad-day.json", import.meta.url));

const entries = (page: Page, text: string | RegExp) =>
  page.getByTestId("recording-entry").filter({ hasText: text });

async function openTab(viewport = DESKTOP): Promise<Page> {
  const page = await open("/console", viewport);
  if (viewport === NARROW) await page.getByTestId("view-tools").click();
  await page.getByTestId("tab-recording").click();
  return page;
}

it("shows a recording that is opened, in lanes, and what a frame carried when pressed", async () => {
  const page = await openTab();
  await page.getByTestId("recording-file").setInputFiles(fixture);
  await entries(page, "CONNECTION_LOST").first().waitFor();
  const { entries: all } = JSON.parse(readFileSync(fixture, "utf8")) as { entries: unknown[] };
  expect(await page.getByTestId("recording-entry").count()).toBe(all.length);
  expect(await page.getByTestId("recording-status").textContent()).toContain(`${all.length} entries`);
  const laneOf = async (text: string) =>
    entries(page, text)
      .first()
      .locator(".lane__mark")
      .evaluateAll((marks) => marks.map((mark) => (mark as HTMLElement).title));
  expect(await laneOf("→ SendMessage")).toEqual(["Requests"]);
  expect(await laneOf("Socket 1 open")).toEqual(["Sockets"]);
  expect(await laneOf("Timer")).toEqual(["States"]);
  expect(await laneOf("CONNECTION_LOST")).toEqual(["Events"]);
  const frame = entries(page, "← aws/chat event.chat.ended").first();
  await frame.locator("summary").click();
  await frame.getByText('"ContentType"').waitFor();
});

it("takes a file that is dropped on it, and refuses one that is no recording", async () => {
  const page = await openTab();
  const drop = (text: string) =>
    page.getByTestId("recording").evaluate((panel, content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], "a.json"));
      panel.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, text);
  await drop("{}");
  await page.getByTestId("recording-problem").filter({ hasText: "unable to show the recording" }).waitFor();
  await drop(readFileSync(fixture, "utf8"));
  await entries(page, "CHAT_ENDED").waitFor();
  expect(await page.getByTestId("recording-problem").textContent()).toBe("");
});

it.each([
  ["light", DESKTOP],
  ["dark", DESKTOP],
  ["light", NARROW],
] as const)(
  "passes the checks of axe in %s colours, and fits the page: %o",
  async (colorScheme, viewport) => {
    const page = await openTab(viewport);
    await page.emulateMedia({ colorScheme });
    await page.getByTestId("recording-file").setInputFiles(fixture);
    await entries(page, "CHAT_ENDED").waitFor();
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
    const results = await page.evaluate(() =>
      (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    expect(results.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(viewport.width);
    const { SHOTS } = process.env;
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/recording-${colorScheme}-${viewport.width}.png` });
  },
);
