import "./requireNode.mjs";
import { runMain } from "./run.mjs";
import { verify } from "./verify.mjs";

await runMain(() => verify({ stopAtFirstFailure: false }));
