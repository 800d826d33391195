/**
 * What is broken on purpose, one at a time, to see that the simulation finds it: exact pieces of the library's source.
 * @type {readonly (import("./bundle.mjs").Mutation & { readonly breaks: string })[]} `breaks` is the promise that it cannot keep
 */
export const mutations = [
  {
    name: "items are not de-duplicated",
    breaks: "no item comes twice",
    file: "delivery/delivery.ts",
    from: "if (!known.isNew(item)) return false;",
    to: "known.isNew(item);",
  },
  {
    name: "recovery reads without overlap",
    breaks: "no item is lost",
    file: "delivery/missedItems.ts",
    from: "const OVERLAP_MS = 5_000;",
    to: "const OVERLAP_MS = 0;",
  },
  {
    name: "a stale token is used again",
    breaks: "no item is lost",
    file: "credentials/credentials.ts",
    from: "      ...next,\n",
    to: "      ...next,\n      connectionToken: details?.connectionToken ?? next.connectionToken,\n",
  },
  {
    name: "nothing is recovered",
    breaks: "no item is lost",
    file: "delivery/delivery.ts",
    from: "    void recover();",
    to: "    goAhead();",
  },
  {
    name: "held items are dropped",
    breaks: "no item is lost",
    file: "delivery/delivery.ts",
    from: "    inOrder(items).forEach(take);\n",
    to: "",
  },
  {
    name: "established is announced before recovery",
    breaks: "established comes after what was missed",
    file: "delivery/delivery.ts",
    from: "    if (!holding) recovered = 0;\n",
    to: "    recovered = 0;\n    if (announces) options.established(0);\n    announces = false;\n",
  },
  {
    name: "a first connect recovers",
    breaks: "a first connect reads no transcript",
    file: "delivery/delivery.ts",
    from: "      if (wasSubscribed) {\n        start(true);",
    to: "      {\n        start(true);",
  },
  {
    name: "receipts are announced as often as they come",
    breaks: "a receipt is announced once",
    file: "delivery/knownItems.ts",
    from: 'if (Type === "MESSAGEMETADATA") {',
    to: 'if (Type === "MESSAGEMETADATA") {\n    if (Id) return [];',
  },
  {
    name: "attempts do not pause",
    breaks: "requests are bounded",
    file: "connection/backoff.ts",
    from: "jitterMs(failures, random, PAUSE)",
    to: "jitterMs(failures, 0 * random, PAUSE)",
  },
  {
    name: "a retry has a ClientToken of its own",
    breaks: "an accepted message stands once",
    file: "participant/participantClient.ts",
    from: "send(request, controller.signal)",
    to: 'send({ ...request, body: request.body?.replace(/("ClientToken":")/, `$1${attempts}`) }, controller.signal)',
  },
  {
    name: "a chat that ended during an outage is taken for broken",
    breaks: "the end is told",
    file: "credentials/credentials.ts",
    from: "isGone = true;",
    to: "isGone = false;",
  },
  {
    name: "the refresh of the token outlives the session",
    breaks: "nothing survives the end",
    file: "credentials/credentials.ts",
    from: "      refresh.stop();\n",
    to: "",
  },
];
