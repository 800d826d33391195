import { expect, test } from "vitest";
import { UsageError, readCliArguments } from "./cliArguments.js";

const defaults = {
  type: "start",
  config: undefined,
  port: 4510,
  host: "127.0.0.1",
  ccpPort: undefined,
  allowedOrigins: [],
  data: undefined,
  seed: undefined,
  profiles: [],
  json: false,
};

test.each<[string[], object]>([
  [[], defaults],
  [["--port", "0"], { ...defaults, port: 0 }],
  [["--port=65535"], { ...defaults, port: 65_535 }],
  [["--host", "0.0.0.0", "--json"], { ...defaults, host: "0.0.0.0", json: true }],
  [["--seed", "-3"], { ...defaults, seed: -3 }],
  [["--ccp-port", "4511"], { ...defaults, ccpPort: 4511 }],
  [
    ["--allowed-origins", "https://shop.example, http://desk:8080"],
    { ...defaults, allowedOrigins: ["https://shop.example", "http://desk:8080"] },
  ],
  [["--data", "chats"], { ...defaults, data: "chats" }],
  [["--config", "shop.ts"], { ...defaults, config: "shop.ts" }],
  [["-c", "shop.ts"], { ...defaults, config: "shop.ts" }],
  [["--profile", "subway"], { ...defaults, profiles: ["subway"] }],
  [["--profile=subway, throttled"], { ...defaults, profiles: ["subway", "throttled"] }],
  [["--help"], { type: "help" }],
  [["-h"], { type: "help" }],
])("reads %j", (given, request) => {
  expect(readCliArguments(given)).toEqual(request);
});

test.each<[string[], string]>([
  [["--port"], "--port must be an integer from 0 to 65535"],
  [["--port", "http"], "--port must be an integer from 0 to 65535"],
  [["--port", "65536"], "--port must be an integer from 0 to 65535"],
  [["--port", "-1"], "--port must be an integer from 0 to 65535"],
  [["--port", "1e3"], "--port must be an integer from 0 to 65535"],
  [["--seed", "lucky"], "--seed must be an integer"],
  [["--ccp-port", "x"], "--ccp-port must be an integer"],
  [["--profile", "metro"], "--profile must be of subway, corporate-proxy, "],
  [["--profile", ""], "--profile must be of "],
  [["--allowed-origins", "null"], '--allowed-origins must be origins such as "https://shop.example"'],
  [["--allowed-origins", "*"], "--allowed-origins must be origins"],
  [["--allowed-origins", ""], "--allowed-origins must be origins"],
  [["--host", ""], "--host must be an address"],
  [["--data", ""], "--data must be a directory"],
  [["--config", ""], "--config must be a file"],
  [["--prot", "1"], "the flag --prot is unknown"],
  [["extra"], "it takes flags only"],
])("refuses %j", (given, message) => {
  expect(() => readCliArguments(given)).toThrow(UsageError);
  expect(() => readCliArguments(given)).toThrow(message);
});
