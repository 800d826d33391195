/** Where the pictures of the samples are. */
export const picturesPath = "/emulator/pictures/";

const hueOf = (name: string) =>
  Array.from(name).reduce((sum, letter) => sum + letter.charCodeAt(0) * 47, 0) % 360;

/** A picture of any name: the name on its own colour. */
export function drawPicture(name: string): Response {
  const label = name.replace(/[^\w -]/g, "").slice(0, 24);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180" width="320" height="180">
<rect width="320" height="180" fill="hsl(${hueOf(label)} 45% 72%)"/>
<text x="160" y="98" font-family="sans-serif" font-size="28" text-anchor="middle" fill="#222">${label}</text>
</svg>
`;
  return new Response(svg, { headers: { "Content-Type": "image/svg+xml", "Cache-Control": "no-cache" } });
}
