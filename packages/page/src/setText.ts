/** Sets an element's text, and leaves it alone when it is the same: a live region would say it again. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
