import { isObject } from "../../lib/isObject.js";
import { readObject } from "../../lib/readObject.js";
import { parseTimeMs } from "../../platform/time.js";
import type { ChannelTemplate } from "./interactiveTypes.js";
import { all, like, list, members, number, object, oneOf, text, whole } from "./jsonRules.js";
import type { Rule } from "./jsonRules.js";

/** A place that a page can be sent to, or load a picture from. */
export const WEB_URL = /^https?:\/\/[^\s/]/i;
/** A time as the service writes it. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
export const PAGING_ACTIONS = ["SHOW_MORE", "PREVIOUS_OPTIONS"] as const;
/** The whole message, in bytes of UTF-8, must be smaller. */
export const MAX_BYTES = 20_000;

/** Whether a template is for another channel's devices. */
export const isChannelTemplate = (type: unknown): type is ChannelTemplate["templateType"] =>
  typeof type === "string" && /^(Apple|WhatsApp)./.test(type);

const pictured: Rule = (value, path, report) => {
  if (isObject(value) && value["imageDescription"] !== undefined && value["imageData"] === undefined)
    report(`${path}.imageDescription`, "must come with imageData");
};
const objectOrText: Rule = (value, path, report) => {
  if (!readObject(value)) report(path, "must be an object, or the JSON text of one");
};
const exists: Rule = (value, path, report) => {
  if (typeof value === "string" && TIME.test(value) && Number.isNaN(parseTimeMs(value)))
    report(path, "must be a time that exists");
};
const namedApart: Rule = (value, path, report) => {
  const elements =
    isObject(value) && Array.isArray(value["elements"]) ? (value["elements"] as unknown[]) : [];
  const names = elements.map((card) => (isObject(card) ? card["templateIdentifier"] : undefined));
  names.forEach((name, at) => {
    if (typeof name === "string" && names.indexOf(name) !== at)
      report(
        `${path}.elements[${at}].templateIdentifier`,
        "must be another one than that of a card before it",
      );
  });
};
const cardType: Rule = (value, path, report) => {
  const type = isObject(value) ? value["templateType"] : undefined;
  if (type !== "Panel" && type !== "ListPicker")
    report(`${path}.templateType`, "must be Panel or ListPicker");
};

/** Of each template. What the service's guide does not name is let through. */
function createRules(): Readonly<Record<string, Rule>> {
  const title = text(1, 512);
  const webUrl = like(WEB_URL, "must be an address that begins with https:// or http://");
  const headed = (more: Readonly<Record<string, Rule>> = {}) =>
    all(
      members({
        title,
        "subtitle?": text(0, 512),
        "imageType?": oneOf("URL"),
        "imageData?": all(webUrl, text(1, 200)),
        "imageDescription?": text(0, 50),
        ...more,
      }),
      pictured,
    );
  const template = (content: Rule, more: Readonly<Record<string, Rule>> = {}) =>
    members({ ...more, version: oneOf("1.0"), data: members({ "replyMessage?": headed(), content }) });

  const element = headed({ "url?": webUrl, "actionDetail?": oneOf(...PAGING_ACTIONS) });
  const name = text(1, 512);
  const index = whole(0, Number.MAX_SAFE_INTEGER);
  const choices = headed({
    "listId?": name,
    "referenceId?": name,
    "preIndex?": index,
    "nextIndex?": index,
    elements: list(1, 10, element),
  });
  const place = members({
    latitude: number(-90, 90),
    longitude: number(-180, 180),
    title,
    "radius?": number(0, 200),
  });
  const slot = members({
    date: all(like(TIME, "must be a time such as 2027-01-20T17:00+00:00"), exists),
    duration: whole(1, 3_600),
  });
  const card = all(cardType, template(choices, { templateIdentifier: name }));
  return {
    ListPicker: template(choices),
    Panel: template(choices),
    QuickReply: template(headed({ elements: list(2, 10, element) })),
    TimePicker: template(
      headed({
        "timeZoneOffset?": whole(-720, 840),
        "location?": place,
        timeslots: list(1, 40, slot),
      }),
    ),
    Carousel: template(all(headed({ elements: list(2, 5, card) }), namedApart)),
    ViewResource: template(
      members({ viewToken: text(1, 1_000), "viewId?": text(1, 500), "viewData?": objectOrText }),
    ),
    "Apple..., WhatsApp...": template(object),
  };
}

/**
 * What is wrong with a message, its size apart.
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/interactive-messages.html
 */
export const interactiveRule: Rule = (value, path, report) => {
  if (!isObject(value)) {
    report(path, "must be an object, or the JSON text of one");
    return;
  }
  const rules = createRules();
  const type = isChannelTemplate(value["templateType"]) ? "Apple..., WhatsApp..." : value["templateType"];
  const rule = typeof type === "string" && Object.hasOwn(rules, type) ? rules[type] : undefined;
  if (rule) rule(value, path, report);
  else report("templateType", `must be one of ${Object.keys(rules).join(", ")}`);
};
