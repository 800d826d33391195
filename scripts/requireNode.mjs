/** Imported first, before any module that needs a newer Node. */
const oldestMajor = 20;
if (Number(process.versions.node.split(".")[0]) < oldestMajor) {
  console.error(
    "unable to run on Node " +
      process.versions.node +
      "; this project needs Node " +
      oldestMajor +
      " or newer. Install it from https://nodejs.org and run the command again.",
  );
  process.exit(1);
}
