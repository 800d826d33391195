import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createProject, repository } from "./project.js";
import { runCommand } from "./runningCommand.js";

const project = createProject();
const script = join(repository, "scripts/start.mjs");
afterAll(() => project.remove());

test("npm start serves its pages on the address that it prints, and stops on Ctrl-C", async () => {
  const origin = "https://shop.example";
  const flags = ["--port", "0", "--allowed-origins", `https://other.example, ${origin}`];
  const running = runCommand(process.execPath, [script, ...flags], project.folder);
  try {
    const url = await running.printed(/(http:\S+)\/agent/);
    for (const path of ["/", "/customer", "/customer-react", "/agent", "/ccp-agent"]) {
      const response = await fetch(url + path);
      expect([path, response.status, response.headers.get("content-type")]).toEqual([
        path,
        200,
        expect.stringContaining("text/html"),
      ]);
    }
    const ofPage = (headers: HeadersInit) => fetch(`${url}/control/contacts`, { headers });
    expect((await ofPage({ origin })).status).toBe(200);
    expect((await ofPage({ origin: "https://elsewhere.example" })).status).toBe(403);
    const ccpUrl = await running.printed(/(http:\S+\/ccp-v2\/)/);
    expect((await fetch(ccpUrl)).status).toBe(200);
    expect(await running.interrupt()).toBe(0);
  } finally {
    running.kill();
  }
});

test("a taken port gives one sentence that names --port, and no stack", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const { status, stdout, stderr } = await project.node(script, "--port", String(port));
  taken.close();
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(`port ${port} .*--port \\d+`)]);
});

test.each([
  [["--port", "http"], "--port must be a number"],
  [["--port", "65536"], "--port must be a number"],
  [["--prot", "1"], "'--prot'"],
  [["--allowed-origins", "shop.example"], "--allowed-origins must be origins"],
  [["--allowed-origins", "https://*.shop.example"], "--allowed-origins must be origins"],
  [["--allowed-origins", "https://shop.example/"], "--allowed-origins must be origins"],
])("%j is refused with a sentence and no stack", async (args, reason) => {
  const { status, stderr } = await project.node(script, ...args);
  expect(status).toBe(1);
  expect(stderr).toContain(reason);
  expect(stderr).not.toContain("    at ");
});

test("--help lists the options and starts nothing", async () => {
  const { status, stdout } = await project.node(script, "--help");
  expect(status).toBe(0);
  for (const option of ["--port", "--ccp-port", "--host", "--allowed-origins", "--help"])
    expect(stdout).toContain(option);
  for (const option of ["--aws", "--region", "--endpoint"]) expect(stdout).toContain(option);
});
