/** The walls of ARCHITECTURE.md. Numbers are layers: a file imports from lower layers only. */
const chatjs = "^packages/chatjs/src";
const layers = [
  ["lib", "version\\.ts"],
  ["platform", "errors\\.ts"],
  ["config"],
  ["participant", "connection", "credentials", "delivery", "transcript", "receipts", "metrics"],
  ["session", "doctor"],
  ["parts"],
  // The entry points, and what only they are made of.
  ["(?!errors|version)[^/]+\\.ts"],
];
const place = (names) => `${chatjs}/(${names.join("|")})(/|$)`;
const upward = layers.slice(0, -1).map((names, level) => ({
  name: `layer-${level}-imports-no-higher-layer`,
  severity: "error",
  from: { path: place(names), pathNot: "\\.test(-d)?\\.ts$" },
  to: { path: place(layers.slice(level + 1).flat()) },
}));
const rooms = layers[3].map((room) => ({
  name: `room-${room}-imports-no-other-room`,
  severity: "error",
  from: { path: place([room]), pathNot: "\\.test(-d)?\\.ts$" },
  to: { path: place(layers[3].filter((other) => other !== room)) },
}));

module.exports = {
  forbidden: [
    {
      name: "parts-know-each-other-by-their-types",
      severity: "error",
      from: { path: `${chatjs}/parts/([^/]+)/`, pathNot: "\\.test(-d)?\\.ts$" },
      // What people read of an item is the same everywhere.
      to: {
        path: `${chatjs}/parts/`,
        pathNot: `${chatjs}/parts/($1/|history/transcriptText\\.ts)`,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "nobody-pays-for-parts-but-their-entry-points",
      severity: "error",
      from: { path: `${chatjs}/(index|global|umd|chatSession|session|doctor[A-Za-z]*)\\.ts$` },
      to: { path: `${chatjs}/parts/` },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    ...upward,
    ...rooms,
    {
      name: "client-and-emulator-share-only-protocol",
      severity: "error",
      from: { path: "^packages/(chatjs|emulator)/src", pathNot: "\\.test(-d)?\\.ts$" },
      to: { path: "^packages/(chatjs|emulator)/", pathNot: "^packages/$1/" },
    },
    {
      name: "world-knows-no-gateway",
      severity: "error",
      from: { path: "^packages/emulator/src/world", pathNot: "\\.test\\.ts$" },
      to: { path: "^packages/emulator/src/(gateway|ccp|control|operations)/" },
    },
    {
      name: "what-is-kept-knows-no-store",
      severity: "error",
      from: {
        path: "^packages/emulator/src/(world|bucket|attachments|operations|gateway|flow|ccp)/",
        pathNot: "\\.test\\.ts$",
      },
      to: { path: "^packages/emulator/src/store/" },
    },
    {
      name: "only-the-node-host-opens-a-store",
      severity: "error",
      from: {
        path: "^packages/emulator/src",
        pathNot: "(\\.test\\.ts$|src/store/|src/startEmulator\\.ts$)",
      },
      to: { path: "^packages/emulator/src/store/(openStore|database|fileFolder)\\.ts$" },
    },
    {
      name: "only-hosts-and-control-know-the-ccp",
      severity: "error",
      from: { path: "^packages/emulator/src/[^/]+/", pathNot: "(\\.test\\.ts$|src/(ccp|control)/)" },
      to: { path: "^packages/emulator/src/ccp/" },
    },
    {
      name: "only-its-entry-knows-start-chat",
      severity: "error",
      from: {
        path: "^packages/emulator/src",
        pathNot: "(\\.test\\.ts$|src/startChat\\.ts$|src/startChat/)",
      },
      to: { path: "(^packages/emulator/src/startChat|node_modules/@aws-sdk/)" },
    },
    {
      name: "start-chat-knows-the-rules-alone",
      severity: "error",
      from: { path: "^packages/emulator/src/startChat", pathNot: "\\.test\\.ts$" },
      to: {
        path: "^packages/emulator/src/(gateway|ccp|control|flow|faults|startEmulator|createEmulator|app)",
      },
    },
    {
      name: "control-client-imports-no-more-than-types",
      severity: "error",
      from: { path: "^packages/emulator/src/client(/|\\.ts$)", pathNot: "\\.test\\.ts$" },
      to: {
        pathNot: "^packages/emulator/src/(client/|control/controlError\\.ts$)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "pages-know-the-emulator-by-its-types-and-client",
      severity: "error",
      from: { path: "^(apps/[^/]+|packages/page)/src" },
      to: {
        path: "^packages/emulator/",
        pathNot: "^packages/emulator/src/client\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "protocol-imports-nothing",
      severity: "error",
      from: { path: "^packages/protocol/src" },
      to: { pathNot: "^packages/protocol/src" },
    },
    {
      name: "library-and-doctor-are-apart",
      severity: "error",
      from: { path: `${chatjs}/(session/|index|global|umd|chatSession)`, pathNot: "\\.test(-d)?\\.ts$" },
      to: { path: `${chatjs}/doctor` },
    },
    {
      name: "doctor-knows-no-session",
      severity: "error",
      from: { path: `${chatjs}/doctor` },
      to: { path: `${chatjs}/(session/|index|global|umd|chatSession)` },
    },
    {
      name: "library-has-no-dependencies",
      severity: "error",
      from: { path: chatjs, pathNot: "(\\.test(-d)?\\.ts$|/doctorCli\\.ts$|/parts/react/)" },
      to: { dependencyTypes: ["npm", "npm-dev", "npm-peer", "npm-optional", "core"] },
    },
    {
      name: "hooks-know-react-alone",
      severity: "error",
      from: { path: `${chatjs}/parts/react/`, pathNot: "\\.test(-d)?\\.ts$" },
      to: { path: "node_modules", pathNot: "node_modules/(@types/)?react/" },
    },
    {
      name: "source-imports-no-test",
      severity: "error",
      from: { pathNot: "(\\.test(-d)?\\.ts$|^test/|^packages/[^/]+/test/|^vitest\\.config\\.ts$)" },
      to: { path: "(\\.test(-d)?\\.ts$|^test/|^packages/[^/]+/test/)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/(dist|temp)(/|$)" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".mjs", ".cjs"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
