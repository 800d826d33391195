import { Comment, CommentTag, Converter } from "typedoc";

/** The chapters of the reference: what an exported name is about, by the file that declares it. The first that fits. */
const CHAPTERS = /** @type {readonly (readonly [chapter: string, file: RegExp])[]} */ ([
  ["Names of 5.0.0's typings", /\/typesOf5\./],
  ["Doctor", /\/doctor/],
  ["Errors", /\/errors\./],
  [
    "Begin here",
    /\/(global|chatSession|session|sessionArgs|chatSessionTypes|ownSessionTypes|partList|sessionParts)\./,
  ],
  ["Calls", /\/(callTypes|attachments)\./],
  ["Events", /\/(eventTypes|eventNames|sessionEvents|emitter|delivery)\./],
  ["Items", /\/(itemTypes|transcriptStore)\.|\/protocol\//],
  ["Configuration and metrics", /\/(config|metrics)\/|\/networkWatch\./],
  ["Sockets and tokens", /\/(connection|credentials)\//],
]);

/**
 * A plugin of typedoc: pages of documentation are called as their first heading says, not as their file, and the exported names
 * stand in chapters. A name without one is in "Other".
 * @param {import("typedoc").Application} app
 */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document) => {
    const [first] = document.content;
    const [, title] = /^# (.+)\n/.exec(first?.text ?? "") ?? [];
    if (title !== undefined) document.name = title;
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const declaration of project.children?.flatMap(({ children = [] }) => children) ?? []) {
      const file = project.getSymbolIdFromReflection(declaration)?.fileName ?? "";
      const [chapter] = CHAPTERS.find(([, pattern]) => pattern.test(file)) ?? [];
      if (chapter === undefined) continue;
      declaration.comment ??= new Comment();
      declaration.comment.blockTags.push(new CommentTag("@category", [{ kind: "text", text: chapter }]));
    }
  });
}
