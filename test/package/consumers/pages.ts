import { GETS, pageSource, workerPageSource, workerSource } from "./chat.js";
import type { PageConsumer } from "./consumer.js";

const html = '<!doctype html><title>chat</title><link rel="icon" href="data:,">';
/** Where the server of the test has the installed package. */
const dist = "/amazon-connect-chatjs/dist";
const script = `${dist}/amazon-connect-chat.js`;
const module = GETS.import.replace("amazon-connect-chatjs", `${dist}/index.js`);

const plain = (name: string, body: string, files: PageConsumer["files"] = {}): PageConsumer => ({
  name,
  files: { ...files, "index.html": html + body },
  served: ".",
});
const moduleScript = (code: string) => `<script type="module">${code}</script>`;

/** Pages without a bundler. */
export const plainPages: readonly PageConsumer[] = [
  plain("script", `<script src="${script}"></script><script>${pageSource(GETS.global)}</script>`),
  plain("import-url", moduleScript(`import "${script}";\n${pageSource(GETS.global)}`)),
  plain("import-module", moduleScript(pageSource(module))),
  plain("classic-worker", moduleScript(workerPageSource('new Worker("worker.js")')), {
    "worker.js": `importScripts("${script}");\n${workerSource(GETS.global)}`,
  }),
  plain("module-worker", moduleScript(workerPageSource('new Worker("worker.js", { type: "module" })')), {
    "worker.js": workerSource(module),
  }),
];
