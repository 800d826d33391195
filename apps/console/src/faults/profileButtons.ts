import { element } from "@amazon-connect-chat/page/element.js";
import { createKeyedList } from "@amazon-connect-chat/page/keyedList.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { ProfileListing } from "amazon-connect-chat-emulator";

/** A switch for each profile of faults. */
export interface ProfileButtons {
  readonly root: HTMLElement;
  show(profiles: readonly ProfileListing[]): void;
}

export function createProfileButtons(onPress: (listing: ProfileListing) => void): ProfileButtons {
  const container = element("ul", { class: "profiles", "aria-label": "Profiles" });
  const root = element("section", {}, [element("h3", {}, ["Bad days"]), container]);
  const rows = createKeyedList<ProfileListing>({
    container,
    keyOf: ({ profile }) => profile,
    create(first) {
      let listing = first;
      const count = element("span", { class: "profile__count" });
      const button = element(
        "button",
        { type: "button", class: "profile", title: first.summary, "data-testid": `profile-${first.profile}` },
        [element("span", {}, [first.profile]), count],
      );
      button.addEventListener("click", () => onPress(listing));
      return {
        root: element("li", {}, [button]),
        update(next) {
          listing = next;
          const isOn = next.active.length > 0;
          const hits = next.active.reduce((sum, each) => sum + each.hits, 0);
          const phase = next.active.find((each) => each.phase)?.phase;
          button.setAttribute("aria-pressed", String(isOn));
          setText(count, isOn ? [phase, `${hits} hits`].filter((part) => part).join(", ") : "");
        },
      };
    },
  });
  return {
    root,
    show: rows.show,
  };
}
