/** Where the sign-in page is. */
export const signInPath = "/emulator/login";

const longestUrl = 2_083;

/** The address of the sign-in page, in the form of an authorize endpoint. */
export function signInUrl(
  origin: string,
  { redirectUri, state }: { readonly redirectUri: string; readonly state: string },
): string {
  const url = new URL(signInPath, origin);
  url.search = new URLSearchParams({
    client_id: "emulator",
    response_type: "code",
    scope: "openid",
    redirect_uri: redirectUri,
    state,
  }).toString();
  // The page knows where to go back to by the state.
  if (url.href.length > longestUrl) url.searchParams.delete("redirect_uri");
  return url.href;
}

/** Where the customer goes back to, with what came of it. What the address has already stays. */
export function redirectUrl(redirectUri: string, result: Readonly<Record<string, string>>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, value);
  return url.href;
}
