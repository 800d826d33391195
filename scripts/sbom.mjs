import { askNpm, Failure } from "./run.mjs";
import { withPublished } from "./publishedPackages.mjs";

/**
 * A published package's bill of materials: itself and what is installed with it, in the versions that were tested.
 * @param {string} folder of the package
 * @returns {Promise<string>} CycloneDX, as JSON
 */
export const sbomOf = (folder) =>
  withPublished(folder, async (place) => {
    const args = ["sbom", "--sbom-format", "cyclonedx", "--sbom-type", "library", "--package-lock-only"];
    const { status, stdout, stderr } = await askNpm(args, place);
    if (status !== 0) throw new Failure(`unable to make the bill of materials of ${folder}; ${stderr}`);
    return stdout;
  });
