import { element } from "@amazon-connect-chat/page/element.js";

/** In the place of a desk, when the chats are in Amazon Connect: where its agents work. */
export const createAwsNotice = (region: string): HTMLElement =>
  element("section", { class: "card name-form", "data-testid": "aws-notice" }, [
    element("h1", {}, ["Agents work in your instance"]),
    element("p", {}, [
      `These pages talk to Amazon Connect in ${region}. Its agents accept chats in the contact control panel of the instance: https://`,
      element("em", {}, ["your-instance"]),
      ".my.connect.aws/ccp-v2/.",
    ]),
    element("p", {}, [
      "The desk with its faults belongs to the emulator; npm start without --aws starts that.",
    ]),
  ]);
