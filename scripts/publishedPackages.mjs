import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./run.mjs";

/** Folders of what is published; everything else here is private. */
export const PUBLISHED = ["packages/chatjs", "packages/emulator"];

/**
 * @typedef {object} Manifest as in package.json
 * @property {string} name
 * @property {string} version
 * @property {unknown} [repository]
 * @property {Readonly<Record<string, string>>} [scripts]
 * @property {Readonly<Record<string, string>>} [dependencies]
 * @property {Readonly<Record<string, string>>} [devDependencies]
 * @property {Readonly<Record<string, string>>} [optionalDependencies]
 *
 * @typedef {object} Locked an entry of package-lock.json
 * @property {string} [name] only of the project itself
 * @property {string} [version]
 * @property {string} [license]
 * @property {boolean} [link]
 * @property {string} [resolved]
 * @property {boolean} [hasInstallScript]
 * @property {Readonly<Record<string, string>>} [dependencies]
 * @property {Readonly<Record<string, string>>} [optionalDependencies]
 *
 * @typedef {object} Lock
 * @property {number} lockfileVersion
 * @property {Readonly<Record<string, Locked>>} packages
 */

/**
 * @param {string} path from the root
 * @returns {any}
 */
export const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));

/**
 * Where Node finds a package: in the nearest node_modules above.
 * @param {Lock["packages"]} packages
 * @param {string} from path of who asks
 * @param {string} name
 * @returns {string | undefined}
 */
export function findInstalled(packages, from, name) {
  const folders = from.split("/");
  for (let depth = folders.length; depth >= 0; depth--) {
    const path = [...folders.slice(0, depth), "node_modules", name].filter(Boolean).join("/");
    if (packages[path]) return path;
  }
  return undefined;
}

/**
 * Packages of others, by path: our own lie elsewhere than in node_modules.
 * @param {Pick<Lock, "packages">} lock
 */
export const foreignPackages = ({ packages }) =>
  Object.entries(packages).filter(([path, { link }]) => path.includes("node_modules/") && !link);

/**
 * The lock of one package of the workspace, as if it were alone: itself and all that is installed with it, in the locked versions.
 * npm's own answers in a workspace (`npm sbom`, `npm audit`) mix it with its neighbours.
 * @param {Lock} lock
 * @param {string} folder of the package
 * @param {Manifest} manifest of the package
 * @returns {Lock & { readonly name: string, readonly version: string }}
 */
export function lockOf(lock, folder, { name, version, dependencies = {}, optionalDependencies = {} }) {
  /** @type {Record<string, Locked>} */
  const packages = { "": { name, version, dependencies, optionalDependencies } };
  const waiting = [folder];
  for (let from = waiting.shift(); from !== undefined; from = waiting.shift()) {
    const entry = lock.packages[from];
    for (const wanted of Object.keys({ ...entry?.dependencies, ...entry?.optionalDependencies })) {
      const path = findInstalled(lock.packages, from, wanted);
      if (path === undefined) {
        if (entry?.optionalDependencies?.[wanted]) continue;
        throw new Error(`unable to read package-lock.json; ${wanted}, which ${from} needs, is not in it`);
      }
      const alone = path.replace(`${folder}/`, "");
      if (packages[alone]) continue;
      packages[alone] = lock.packages[path] ?? {};
      waiting.push(path);
    }
  }
  return { name, version, lockfileVersion: lock.lockfileVersion, packages };
}

/**
 * Writes a published package's manifest and lock into a folder for npm to look at, and takes it away again.
 * @template Result
 * @param {string} folder of the package
 * @param {(place: string) => Promise<Result>} look
 * @returns {Promise<Result>}
 */
export async function withPublished(folder, look) {
  const manifest = { ...readJson(`${folder}/package.json`), devDependencies: {}, peerDependencies: {} };
  const parent = mkdtempSync(join(tmpdir(), "published-"));
  // npm names the project after its folder.
  const place = join(parent, manifest.name);
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), JSON.stringify(manifest));
  const lock = lockOf(readJson("package-lock.json"), folder, manifest);
  writeFileSync(join(place, "package-lock.json"), JSON.stringify(lock));
  try {
    return await look(place);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}
