import "./requireNode.mjs";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { dateEntry, distTagOf } from "./changelog.mjs";
import { PUBLISHED, readJson } from "./publishedPackages.mjs";
import { ask, askNpm, Failure, root, run, runMain, runNpm } from "./run.mjs";
import { sbomOf } from "./sbom.mjs";
import { verify } from "./verify.mjs";

const args = process.argv.slice(2);
const isDryRun = args.includes("--dry-run");
const isPublication = args.includes("--publish");
const KNOWN = ["--dry-run", "--publish", "--no-checks"];

const packages = PUBLISHED.map((folder) => ({
  folder,
  .../** @type {import("./publishedPackages.mjs").Manifest} */ (readJson(`${folder}/package.json`)),
}));
/** The release has the version of the library; the emulator has its own. */
const version = packages[0]?.version ?? "";
const tag = `v${version}`;
const changelog = join(root, "CHANGELOG.md");

let isReady = true;

/**
 * Ends the release for a reason; a dry run shows it and goes on to the next.
 * @param {boolean} isGood
 * @param {string} reason
 */
function demand(isGood, reason) {
  if (isGood) return;
  if (!isDryRun) throw new Failure(`unable to release ${version}; ${reason}`);
  console.log(`  not yet: ${reason}`);
  isReady = false;
}

/**
 * Shows what is done, and does it unless this is a dry run.
 * @param {string} line
 * @param {() => unknown} work
 */
async function step(line, work) {
  console.log(`${isDryRun ? "would " : ""}${line}`);
  if (!isDryRun) await work();
}

/** @param {...string} command */
async function git(...command) {
  if ((await run("git", command)) !== 0)
    throw new Failure(`unable to release ${version}; git failed (see above)`);
}

/** @param {...string} command */
const askGit = async (...command) => (await ask("git", command)).stdout.trim();

/** On a person's machine: checks, the date in the changelog, a commit and its tag. */
async function prepare() {
  console.log(`${tag}: ${packages.map((each) => `${each.name}@${each.version}`).join(", ")}`);
  demand((await askGit("status", "--porcelain")) === "", "there are changes that are not committed");
  demand((await askGit("branch", "--show-current")) === "main", "this is not the branch main");
  demand(
    (await askGit("tag", "--list", tag)) === "",
    `the tag ${tag} is there: give the library another version`,
  );
  let dated = "";
  try {
    dated = dateEntry(readFileSync(changelog, "utf8"), version, new Date());
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    demand(false, error.message);
  }
  if (args.includes("--no-checks")) console.log("checks left out");
  else {
    console.log("npm run check");
    await verify({ stopAtFirstFailure: true });
    demand(process.exitCode === 0, "npm run check fails (see above)");
  }
  await step("write the date into CHANGELOG.md", () => writeFileSync(changelog, dated));
  await step(`git commit --all --message "Release ${version}"`, () =>
    git("commit", "--quiet", "--all", "--message", `Release ${version}`),
  );
  await step(`git tag --annotate ${tag}`, () =>
    git("tag", "--annotate", tag, "--message", `Release ${version}`),
  );
  console.log("Then: git push --follow-tags. CI publishes the tag with `npm run release -- --publish`.");
}

/** In CI, which alone can prove to npm where a package was built. */
async function publish() {
  if (isPublication) await requireTaggedJob();
  for (const { folder, repository } of packages)
    demand(
      repository !== undefined,
      `${folder}/package.json has no "repository", which provenance is compared with`,
    );
  await step("npm run build", () => build({ onlyStale: false }));
  for (const each of packages) await publishOne(each);
}

async function requireTaggedJob() {
  const { GITHUB_ACTIONS, ACTIONS_ID_TOKEN_REQUEST_URL, NPM_ID_TOKEN, SIGSTORE_ID_TOKEN } = process.env;
  demand(
    Boolean((GITHUB_ACTIONS && ACTIONS_ID_TOKEN_REQUEST_URL) || NPM_ID_TOKEN || SIGSTORE_ID_TOKEN),
    "provenance needs a job in CI that may ask for an identity token (GitHub: permissions id-token: write)",
  );
  const tags = (await askGit("tag", "--points-at", "HEAD")).split("\n");
  demand(tags.includes(tag), `the commit does not have the tag ${tag}`);
}

/** @param {(typeof packages)[number]} published */
async function publishOne({ folder, name, version: own }) {
  const command = ["publish", "--provenance", "--access", "public", "--tag", distTagOf(own)];
  const file = `release/${name}-${own}.cdx.json`;
  if (!isDryRun && (await askNpm(["view", `${name}@${own}`, "version"])).stdout.trim() === own) {
    console.log(`${name}@${own} is published already`);
    return;
  }
  await step(`write its bill of materials to ${file}`, async () => {
    mkdirSync(join(root, "release"), { recursive: true });
    writeFileSync(join(root, file), await sbomOf(folder));
  });
  await step(`npm ${command.join(" ")} --workspace ${folder}`, async () => {
    if ((await runNpm([...command, "--workspace", folder])) !== 0)
      throw new Failure(`unable to publish ${name}; npm failed (see above)`);
  });
}

await runMain(async () => {
  const unknown = args.find((arg) => !KNOWN.includes(arg));
  if (unknown) throw new Failure(`unable to release; ${unknown} is none of ${KNOWN.join(", ")}`);
  if (args.includes("--no-checks") && !isDryRun)
    throw new Failure("unable to release; --no-checks is for dry runs");
  if (!isPublication) await prepare();
  if (isPublication || isDryRun) await publish();
  if (isDryRun) console.log("Nothing was changed.");
  process.exitCode = isReady ? 0 : 1;
});
