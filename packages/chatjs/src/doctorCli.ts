#!/usr/bin/env node
import { spawnSync } from "node:child_process";
import { runDoctor } from "./doctorCommand.js";

const flag = "--experimental-websocket";
const hasSocket = (globalThis as { readonly WebSocket?: unknown }).WebSocket !== undefined;
const [program = "", ...args] = process.argv.slice(1);

if (hasSocket || process.execArgv.includes(flag))
  process.exitCode = await runDoctor(args, {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  });
// Node 20 has its WebSocket behind a flag.
else
  process.exitCode =
    spawnSync(process.execPath, [flag, "--no-warnings", program, ...args], { stdio: "inherit" }).status ?? 1;
