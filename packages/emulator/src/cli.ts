#!/usr/bin/env node
import { once } from "node:events";
import { runCli } from "./runCli.js";

process.exitCode = await runCli(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  directory: process.cwd(),
  hasColours: process.stdout.isTTY && !process.env["NO_COLOR"],
  untilStopped: () => Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]),
});
