import { expect, test } from "vitest";
import { signInPage } from "./signInPage.js";

test("names are shown as text, and the page runs no script", async () => {
  const response = signInPage({ state: '"><script>', name: `'&"<b>` });
  expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
  const html = await response.text();
  expect(html).not.toContain("<script>");
  expect(html).toContain('value="&#39;&amp;&quot;&lt;b&gt;"');
});
