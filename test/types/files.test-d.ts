import { acceptOf, checkFile, CONNECT_FILE_RULES, downscale, files } from "amazon-connect-chatjs/files";
import type { FileProblem, FileVerdict } from "amazon-connect-chatjs/files";
import { addParts, createCustomerSession } from "amazon-connect-chatjs/session";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };
declare const use: (...values: readonly unknown[]) => void;
const file = new File(["x"], "x.txt", { type: "text/plain" });
const onDevice = { uri: "file:///a.png", name: "a.png", type: "image/png", size: 3 };

const types = { ...CONNECT_FILE_RULES.types, ".webp": ["image/webp"] };
const session = createCustomerSession({ chatDetails, parts: [files({ maxBytes: 1, types })] });
const problems: readonly FileProblem[] = session.files.check(onDevice);
for (const problem of problems) {
  if (problem.code === "TOO_LARGE") use(problem.limit.toFixed());
  if (problem.code === "TYPE_NOT_ALLOWED") use(problem.limit.length);
  // @ts-expect-error an empty file has no limit
  if (problem.code === "EMPTY") use(problem.limit.toFixed());
}
const transfer = session.files.send(file, {
  signal: new AbortController().signal,
  prepare: downscale({ maxWidth: 100, type: "image/webp" }),
  onProgress: ({ loadedBytes, totalBytes }) => use(loadedBytes, totalBytes),
});
const sent: Promise<string | undefined> = transfer.sent;
const verdict: Promise<FileVerdict> = transfer.verdict;
transfer.onChange((state, previous) => {
  if (state.name === "uploading") use(state.loadedBytes / state.totalBytes, previous.name);
  if (state.name === "failed") use(state.error.code, state.problems.length);
  // @ts-expect-error what is scanned has no error
  if (state.name === "scanning") use(state.error);
})();
// @ts-expect-error states are not set
transfer.state = { name: "approved" };
// @ts-expect-error a name is no file
session.files.send("x.txt");
// @ts-expect-error pictures are not written as GIFs
downscale({ type: "image/gif" });
// @ts-expect-error types are lists by extension
files({ types: ["image/png"] });
// @ts-expect-error the part was not passed
use(createCustomerSession({ chatDetails }).files);
use(addParts(createCustomerSession({ chatDetails }), [files()]).files.accept, sent, verdict);
use(checkFile(file), checkFile(file, session.files.rules, 3), acceptOf(), acceptOf(session.files.rules));
