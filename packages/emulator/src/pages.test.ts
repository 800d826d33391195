import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPages } from "./pages.js";
import type { PageFolders } from "./pages.js";

let directory: string;
let serve: ReturnType<typeof createPages>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "pages-"));
  const site = join(directory, "site");
  await mkdir(join(site, "assets"), { recursive: true });
  await mkdir(join(site, "help"));
  await mkdir(join(directory, "site-secret"));
  const files = {
    "site/index.html": "home",
    "site/customer.html": "customer",
    "site/help/index.html": "help",
    "site/assets/app.js": "let a",
    "site/assets/style.css": "a{}",
    "site/assets/a b.svg": "<svg/>",
    "site/empty.txt": "",
    "site/.env": "secret",
    "secret.txt": "secret",
    "site-secret/secret.txt": "secret",
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
  await symlink(join(directory, "secret.txt"), join(site, "link.txt"));
  serve = createPages({ pages: site });
});

afterAll(() => rm(directory, { recursive: true }));

const get = (path: string, method = "GET") => serve(new Request(`http://127.0.0.1${path}`, { method }));

test.each([
  ["/", "home", "text/html; charset=utf-8"],
  ["/customer", "customer", "text/html; charset=utf-8"],
  ["/customer?id=1", "customer", "text/html; charset=utf-8"],
  ["/customer.html", "customer", "text/html; charset=utf-8"],
  ["/help/", "help", "text/html; charset=utf-8"],
  ["/help", "help", "text/html; charset=utf-8"],
  ["/assets/app.js", "let a", "text/javascript; charset=utf-8"],
  ["/assets/style.css", "a{}", "text/css; charset=utf-8"],
  ["/assets/a%20b.svg", "<svg/>", "image/svg+xml"],
  ["/empty.txt", "", "text/plain; charset=utf-8"],
])("serves %s", async (path, content, contentType) => {
  const page = (await get(path))!;
  expect([page.status, await page.text(), page.headers.get("content-type")]).toEqual([
    200,
    content,
    contentType,
  ]);
});

test.each([
  "/missing",
  "/assets",
  "/.env",
  "/link.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/..%5csecret.txt",
  "/%2e%2e%2fsite-secret%2fsecret.txt",
  "/assets/%2e%2e/%2e%2e/secret.txt",
  "/%00",
  "/%E0%A4%A",
  "//etc/passwd",
])("answers %s with 404", async (path) => {
  const page = (await get(path))!;
  expect([page.status, await page.text()]).toEqual([404, "Not found"]);
});

test("leaves other methods and the service's paths alone", async () => {
  expect(await get("/", "POST")).toBeUndefined();
  expect(await get("/participant/connection")).toBeUndefined();
  expect(await get("/control/contacts")).toBeUndefined();
});

test("HEAD has the headers and no body", async () => {
  const page = (await get("/customer", "HEAD"))!;
  expect([page.status, await page.text(), page.headers.get("content-type")]).toEqual([
    200,
    "",
    "text/html; charset=utf-8",
  ]);
});

describe("the console", () => {
  const ask = async (folders: PageFolders, path: string) => {
    const response = await createPages(folders)(new Request(`http://127.0.0.1${path}`));
    return response && [response.status, await response.text()];
  };
  const site = () => join(directory, "site");

  test("is served below its path beside other pages, or alone", async () => {
    for (const folders of [{ pages: join(directory, "site-secret"), console: site() }, { console: site() }]) {
      expect(await ask(folders, "/console")).toEqual([200, "home"]);
      expect(await ask(folders, "/console/")).toEqual([200, "home"]);
      expect(await ask(folders, "/console/assets/app.js")).toEqual([200, "let a"]);
    }
  });

  test("alone leaves all else to the service", async () => {
    for (const path of ["/consoles", "/console/nothing", "/assets/app.js"])
      expect(await ask({ console: site() }, path)).toBeUndefined();
  });

  test("alone is where / leads", async () => {
    const response = await createPages({ console: site() })(new Request("http://127.0.0.1/"));
    expect([response?.status, response?.headers.get("location")]).toEqual([302, "/console"]);
  });

  test("gives way to a page of that name", async () => {
    await writeFile(join(site(), "console.html"), "mine");
    const folders = { pages: site(), console: site() };
    expect(await ask(folders, "/console")).toEqual([200, "mine"]);
  });
});
