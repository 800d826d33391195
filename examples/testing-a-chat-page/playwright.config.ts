import { defineConfig } from "@playwright/test";

const port = Number(process.env["PORT"] ?? 5173);
/** A browser that is installed already; without one Playwright takes its own (`npx playwright install chromium`). */
const executablePath = process.env["CHROME_PATH"];

export default defineConfig({
  testDir: "tests",
  testMatch: "*.spec.ts",
  // Each test has an emulator of its own, so they may run side by side.
  fullyParallel: true,
  reporter: "line",
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: { ...(executablePath && { executablePath }) },
  },
  webServer: { command: `npx vite --host 127.0.0.1 --port ${port} --strictPort`, port },
});
