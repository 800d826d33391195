const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; background: #f4f6f8; color: #16191f; margin: 0 }
  main { max-width: 22rem; margin: 12vh auto 0; padding: 2rem; background: #fff; border: 1px solid #d5dbdb;
    border-radius: 12px }
  h1 { font-size: 1.25rem; margin: 0 0 .5rem }
  p { margin: 0 0 1rem; color: #414d5c }
  label { display: block; font-weight: 600 }
  input { box-sizing: border-box; width: 100%; font: inherit; padding: .5rem; margin: .25rem 0 1rem;
    border: 1px solid #687078; border-radius: 8px }
  button { font: inherit; width: 100%; padding: .55rem; margin-top: .5rem; border-radius: 8px; cursor: pointer;
    border: 1px solid #0972d3; background: #fff; color: #0972d3 }
  button.main { background: #0972d3; color: #fff }
`;

function page(title: string, body: string, status: number): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
</head>
<body><main><h1>${title}</h1>
${body}
</main></body>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
      "Referrer-Policy": "no-referrer",
    },
  });
}

/** The page where a customer signs in, gives up, or lets the time run out. It needs no script. */
export const signInPage = ({ state, name }: { readonly state: string; readonly name: string }): Response =>
  page(
    "Sign in",
    `<p>The emulator's sign-in page. Any name will do, and no password is asked for.</p>
<form method="post">
<input type="hidden" name="state" value="${escaped(state)}">
<label for="name">Name in your profile</label>
<input id="name" name="name" maxlength="256" value="${escaped(name)}">
<button class="main" name="choice" value="signIn">Sign in</button>
<button name="choice" value="cancel">Cancel</button>
<button name="choice" value="wait">Let it time out</button>
</form>`,
    200,
  );

/** Tells the customer that nothing more will come of it. */
export const signInOverPage = (reason: "over" | "waiting"): Response =>
  reason === "over"
    ? page("Nothing to sign in to", "<p>This session is over or unknown. Go back to the chat.</p>", 410)
    : page("Waiting", "<p>The session will time out. You can close this window.</p>", 200);
