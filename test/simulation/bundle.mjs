import { bundleForNode } from "../../scripts/bundleForNode.mjs";

/**
 * An exact piece of the library's source and what stands in its place.
 * @typedef {object} Mutation
 * @property {string} name
 * @property {string} file below packages/chatjs/src
 * @property {string} from
 * @property {string} to
 */

/**
 * Replaces a piece of one source file. Fails the build where the piece does not stand exactly once.
 * @param {Mutation} mutation
 * @returns {import("vite").Plugin}
 */
const mutate = ({ name, file, from, to }) => {
  let isDone = false;
  return {
    name: "mutate",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith(`packages/chatjs/src/${file}`)) return undefined;
      if (code.split(from).length !== 2)
        throw new Error(`unable to mutate "${name}"; its piece does not stand exactly once in ${file}`);
      isDone = true;
      return { code: code.replace(from, () => to), map: null };
    },
    buildEnd(error) {
      if (!error && !isDone)
        throw new Error(`unable to mutate "${name}"; ${file} is not part of the library`);
    },
  };
};

/**
 * Bundles library, emulator and simulation into one module for Node.
 * @param {{ readonly name?: string, readonly mutation?: Mutation }} [options] the bundle's name, and what to break in it
 * @returns {Promise<string>} the URL of the bundle
 */
export const bundleSimulation = ({ name = "simulation", mutation } = {}) =>
  bundleForNode({
    entry: "test/simulation/simulation.ts",
    name,
    external: ["vite", "fast-check", "react", "react-dom", "jsdom"],
    plugins: mutation ? [mutate(mutation)] : [],
  });
