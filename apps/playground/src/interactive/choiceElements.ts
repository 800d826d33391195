import { element } from "@amazon-connect-chat/page/element.js";
import type { Choice, ChoiceMessage, Picture } from "./readInteractive.js";

/** A picture that loads when it comes into sight. */
const pictureElement = (picture: Picture | undefined): HTMLElement | undefined =>
  picture &&
  element("img", {
    class: "picture",
    src: picture.url,
    alt: picture.description,
    loading: "lazy",
    referrerpolicy: "no-referrer",
  });

/** Picture, title and subtitle of a message. */
export function headingElements({
  picture,
  title,
  subtitle,
}: Pick<ChoiceMessage, "picture" | "title" | "subtitle">): (HTMLElement | undefined)[] {
  return [
    pictureElement(picture),
    title ? element("p", { class: "ask__title", dir: "auto" }, [title]) : undefined,
    subtitle ? element("p", { class: "ask__subtitle", dir: "auto" }, [subtitle]) : undefined,
  ];
}

function choiceElement(choice: Choice, onChoose: (choice: Choice) => void): HTMLElement {
  const words = element("span", { class: "choice__words" }, [
    element("span", { class: "choice__title", dir: "auto" }, [choice.title]),
    choice.subtitle
      ? element("span", { class: "choice__subtitle", dir: "auto" }, [choice.subtitle])
      : undefined,
  ]);
  const children = [pictureElement(choice.picture), words];
  if (choice.url !== undefined)
    return element(
      "a",
      { class: "choice choice--link", href: choice.url, target: "_blank", rel: "noopener noreferrer" },
      children,
    );
  const button = element("button", { type: "button", class: "choice", "data-testid": "choice" }, children);
  button.addEventListener("click", () => onChoose(choice));
  return button;
}

/** The things to choose from, as a list of buttons and links. */
export const choiceList = (message: ChoiceMessage, onChoose: (choice: Choice) => void): HTMLElement =>
  element(
    "ul",
    { class: "choices", "data-look": message.template, role: "list" },
    message.choices.map((choice) => element("li", {}, [choiceElement(choice, onChoose)])),
  );
