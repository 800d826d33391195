import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

const pages = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".html"));

export default defineConfig({ build: { rolldownOptions: { input: pages } } });
