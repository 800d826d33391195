import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { documents } from "../support/samples.js";
import { repository, sources } from "../support/sources.js";

/** A page without its blocks of code. */
const textOf = (path: string) =>
  readFileSync(join(repository, path), "utf8").replace(/^```[\s\S]*?^```/gm, "");

/** The names by which GitHub links to the headings of a page. */
const headingsOf = (path: string) =>
  Array.from(textOf(path).matchAll(/^#+ (.+)$/gm), ([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

test("each link of the documents leads to a file that is there, and to a heading of it", () => {
  const pages = [...documents, "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
  const links = pages.flatMap((page) =>
    Array.from(
      textOf(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g),
      ([, to = "", heading]) => ({
        page,
        to,
        heading,
        path: to ? relative(repository, join(repository, dirname(page), to)) : page,
      }),
    ),
  );
  const broken = links.filter(({ path, heading }) => {
    if (!existsSync(join(repository, path))) return true;
    return (
      heading !== undefined &&
      statSync(join(repository, path)).isFile() &&
      !headingsOf(path).includes(heading)
    );
  });
  expect(links.length).toBeGreaterThan(50);
  expect(broken).toEqual([]);
});

test("each sentence that troubleshooting explains is one that the library says", () => {
  const guide = textOf("docs/guides/troubleshooting.md");
  const section = guide.slice(guide.indexOf("## By what is said"), guide.indexOf("## By what happens"));
  const sentences = Array.from(section.matchAll(/^\| (.+?) \| /gm), ([, cell = ""]) =>
    Array.from(cell.matchAll(/`([^`]+)`/g), ([, sentence = ""]) => sentence),
  ).flat();
  // What differs is a placeholder of a template there.
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const isSaid = (sentence: string) => {
    const pattern = new RegExp(sentence.split("…").map(escaped).join("[^\\n]{0,80}?"));
    return sources.some((text) => pattern.test(text));
  };
  expect(sentences.length).toBeGreaterThan(20);
  expect(sentences.filter((sentence) => !isSaid(sentence))).toEqual([]);
});
