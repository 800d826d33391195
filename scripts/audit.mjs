import { askNpm } from "./run.mjs";
import { PUBLISHED, withPublished } from "./publishedPackages.mjs";

/**
 * What `npm audit --json` has found.
 * @typedef {{ readonly kind: "answered", readonly total: number, readonly packages: readonly string[] }
 *   | { readonly kind: "unanswered", readonly reason: string }} Verdict
 *
 * @param {string} output
 * @returns {Verdict}
 */
export function readAudit(output) {
  let report;
  try {
    report = JSON.parse(output);
  } catch {
    return { kind: "unanswered", reason: "npm audit printed no report" };
  }
  const total = report?.metadata?.vulnerabilities?.total;
  if (typeof total !== "number") {
    const reason = report?.message ?? report?.error?.summary ?? "npm audit printed no report";
    return { kind: "unanswered", reason: String(reason).split(" - ")[0] ?? "" };
  }
  return { kind: "answered", total, packages: Object.keys(report.vulnerabilities ?? {}) };
}

/** @param {string} [folder] */
async function audit(folder) {
  // Who is offline need not wait for further attempts.
  const args = ["audit", "--json", "--package-lock-only", "--fetch-retries=0", "--fetch-timeout=20000"];
  return readAudit((await askNpm(args, folder)).stdout);
}

/**
 * Asks the registry for what is known of the packages. What is published has to be clean; of the tools it only tells, because
 * those that we compare ourselves with stay as they are. Without an answer it says so, and passes.
 */
export async function auditPackages() {
  let isClean = true;
  for (const folder of [...PUBLISHED, undefined]) {
    const verdict = folder ? await withPublished(folder, audit) : await audit();
    if (verdict.kind === "unanswered") {
      console.log(`npm audit: skipped, the registry did not answer (${verdict.reason})`);
      return isClean;
    }
    console.log(`${folder ?? "tools"}: ${verdict.total} known ${["", ...verdict.packages].join(" ")}`.trim());
    if (folder && verdict.total > 0) isClean = false;
  }
  return isClean;
}
