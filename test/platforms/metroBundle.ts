import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadConfig, runBuild } from "metro";

export interface MetroBundle {
  readonly code: string;
  /** Files of this library in it. */
  readonly builds: readonly string[];
}

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const folderOf = (name: string, from: string) => dirname(createRequire(from).resolve(`${name}/package.json`));
const library = fromHere("../../packages/chatjs");

/** What an app of each kind may import, and where it is; nothing else is looked at. */
const metroRuntime = {
  "metro-runtime": folderOf("metro-runtime", createRequire(import.meta.url).resolve("metro")),
};
const renderer = folderOf("react-test-renderer", import.meta.url);
const ofExample = {
  "react-native": fromHere("native/reactNative.tsx"),
  "@react-native-community/netinfo": fromHere("native/netInfo.ts"),
  react: folderOf("react", import.meta.url),
  "react-test-renderer": renderer,
  scheduler: folderOf("scheduler", join(renderer, "index.js")),
};

interface App {
  readonly folder: string;
  readonly entry: string;
  readonly packages: Readonly<Record<string, string>>;
  /** Metro reads `exports` of a package.json from React Native 0.79 on; before, `main` alone. */
  readonly readsExports: boolean;
}

async function bundle({ folder, entry, packages, readsExports }: App): Promise<MetroBundle> {
  const output = await mkdtemp(join(tmpdir(), "metro-"));
  const builds = new Set<string>();
  const extraNodeModules = { ...packages, ...metroRuntime, "amazon-connect-chatjs": library };
  const config: Parameters<typeof loadConfig>[1] = {
    projectRoot: folder,
    watchFolders: Object.values(extraNodeModules).map((path) =>
      /\.tsx?$/.test(path) ? dirname(path) : path,
    ),
    maxWorkers: 1,
    cacheStores: [],
    reporter: { update: () => undefined },
    resolver: {
      useWatchman: false,
      extraNodeModules,
      unstable_conditionNames: ["react-native"],
      unstable_enablePackageExports: readsExports,
    },
    serializer: {
      processModuleFilter({ path }) {
        if (path.startsWith(library)) builds.add(path.slice(library.length + 1));
        return true;
      },
    },
  };
  try {
    const out = join(output, "app.js");
    const whole = { ...(await loadConfig({ cwd: folder }, config)), fileMapCacheDirectory: output };
    await runBuild(whole, {
      entry: join(folder, entry),
      platform: "android",
      dev: false,
      minify: false,
      out,
    });
    return { code: await readFile(out, "utf8"), builds: [...builds] };
  } finally {
    await rm(output, { recursive: true });
  }
}

const preset = createRequire(import.meta.url).resolve("@react-native/babel-preset");
/** As that of a new app; React itself is compiled already. */
const babelConfig = {
  overrides: [{ exclude: "**/node_modules/**", presets: [[preset, { enableBabelRuntime: false }]] }],
};

/** Bundles a folder of its own, which `fill` makes. */
async function bundleFolder(fill: (folder: string) => Promise<void>, app: Omit<App, "folder" | "entry">) {
  const folder = await mkdtemp(join(tmpdir(), "app-"));
  try {
    await writeFile(join(folder, "babel.config.json"), JSON.stringify(babelConfig));
    await fill(folder);
    return await bundle({ folder, entry: "index.js", ...app });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Bundles the example as a React Native app is: by Metro, with its Babel preset. */
export const bundleExample = (): Promise<MetroBundle> =>
  bundleFolder((folder) => cp(fromHere("../../examples/react-native"), folder, { recursive: true }), {
    packages: ofExample,
    readsExports: true,
  });

/** Bundles one script that may import the library alone. */
export const bundleScript = (script: string, readsExports: boolean): Promise<MetroBundle> =>
  bundleFolder((folder) => writeFile(join(folder, "index.js"), script), { packages: {}, readsExports });
