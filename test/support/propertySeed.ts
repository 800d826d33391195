import fc from "fast-check";

/**
 * What properties are tried with. It is the same each time, so that a test tells what a change has done and not what chance has found;
 * `npm run properties` looks for what is found with others.
 */
const seed = Number(process.env["PROPERTY_SEED"] ?? 1);

fc.configureGlobal({ seed });
