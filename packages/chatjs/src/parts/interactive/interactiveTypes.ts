/** What is shown above a choice. Title and subtitle may hold light Markdown. */
export interface InteractiveHeading {
  /** 1 to 512 characters. */
  readonly title: string;
  /** At most 512 characters. */
  readonly subtitle?: string | undefined;
  /** Address of a picture, http or https, at most 200 characters. */
  readonly imageData?: string | undefined;
  /** What the picture shows, at most 50 characters. Only beside a picture. */
  readonly imageDescription?: string | undefined;
}

/** Asks the flow for another page of a list. */
export type PagingAction = "SHOW_MORE" | "PREVIOUS_OPTIONS";

/** One of several things to choose from. */
export interface InteractiveElement extends InteractiveHeading {
  /** It leads there, http or https, and answers nothing. */
  readonly url?: string | undefined;
  /** It stands for another page of the list. */
  readonly actionDetail?: PagingAction | undefined;
}

/** What every template has. */
export interface Answered {
  /** What to show once the customer has answered. */
  readonly replyMessage?: InteractiveHeading | undefined;
}

/** Where a list stands that comes in pages. The answer to an element with `actionDetail` carries it back. */
export interface ListPage {
  /** Names the list; 1 to 512 characters. */
  readonly listId?: string | undefined;
  /** Of the flow's own; 1 to 512 characters. */
  readonly referenceId?: string | undefined;
  /** Where the page before begins, from 0. */
  readonly preIndex?: number | undefined;
  /** Where the next page begins, from 0. */
  readonly nextIndex?: number | undefined;
}

/** A list to choose from, of 1 to 10 elements. Each may have a picture. */
export interface ListPicker extends InteractiveHeading, Answered, ListPage {
  readonly templateType: "ListPicker";
  readonly elements: readonly InteractiveElement[];
}
/** 1 to 10 buttons below one picture. */
export interface Panel extends InteractiveHeading, Answered, ListPage {
  readonly templateType: "Panel";
  readonly elements: readonly InteractiveElement[];
}
/** 2 to 10 short answers; 5 at most on Apple's devices. */
export interface QuickReply extends InteractiveHeading, Answered {
  readonly templateType: "QuickReply";
  readonly elements: readonly InteractiveElement[];
}

/** A time to choose. */
export interface Timeslot {
  /** Such as `2027-01-20T17:00+00:00`. */
  readonly date: string;
  /** 1 to 3600. The service does not say of what; its sample has 60. */
  readonly duration: number;
}
/** Where it takes place. */
export interface TimePickerLocation {
  /** -90 to 90. */
  readonly latitude: number;
  /** -180 to 180. */
  readonly longitude: number;
  /** What the place is called, 1 to 512 characters. */
  readonly title: string;
  /** 0 to 200. */
  readonly radius?: number | undefined;
}
/** 1 to 40 times to choose from. */
export interface TimePicker extends InteractiveHeading, Answered {
  readonly templateType: "TimePicker";
  /** Minutes from UTC, -720 to 840; absent or 0 when the times are to be shown in the reader's own zone. */
  readonly timeZoneOffset?: number | undefined;
  /** Where it takes place. */
  readonly location?: TimePickerLocation | undefined;
  /** 1 to 40. */
  readonly timeslots: readonly Timeslot[];
}

/** One of a carousel's cards. */
export type CarouselCard = (ListPicker | Panel) & {
  /** Names the card in the answer; each card's is another. */
  readonly templateIdentifier: string;
};
/** 2 to 5 lists or panels, side by side. */
export interface Carousel extends InteractiveHeading, Answered {
  readonly templateType: "Carousel";
  /** 2 to 5 cards. */
  readonly elements: readonly CarouselCard[];
}

/** A view of the flow's block "Show view"; describeView has the view itself. */
export interface ViewResource extends Answered {
  readonly templateType: "ViewResource";
  /** At most 500 characters. */
  readonly viewId?: string | undefined;
  /** What describeView takes. */
  readonly viewToken: string;
  /** What to show in the view; values may be JSON texts in themselves, which `readView` reads. */
  readonly viewData: JsonObject;
}

/**
 * A template of another channel: a form, a payment or an app of Apple Messages for Business, a list or buttons of WhatsApp. The
 * device of that channel shows and answers it, so that its `content` is handed through as it is: of it the form as JSON and the
 * size are checked, its members are that channel's to say.
 */
export interface ChannelTemplate extends Answered {
  readonly templateType: `Apple${string}` | `WhatsApp${string}`;
  readonly content: JsonObject;
}

/** What an interactive message asks; `templateType` tells which. */
export type InteractiveMessage =
  | ListPicker
  | Panel
  | QuickReply
  | TimePicker
  | Carousel
  | ViewResource
  | ChannelTemplate;

/** An object as JSON has it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What is wrong with an interactive message. */
export interface InteractiveProblem {
  /** Where, such as `data.content.elements[1].title`; empty for the whole. */
  readonly path: string;
  /** What is expected there, such as `must have 1 to 512 characters`. */
  readonly problem: string;
}

/** A message that answers an interactive one: what `sendMessage` takes. */
export interface InteractiveReply {
  readonly contentType: "text/plain" | "application/vnd.amazonaws.connect.message.interactive.response";
  readonly message: string;
}

/** What was chosen of a list, a panel or quick replies: an element, or its title. */
export type ChosenElement = string | { readonly title: string };
/** What was chosen of a time picker: a slot, or its date. */
export type ChosenTime = string | { readonly date: string };
/** What was chosen of a carousel: on which card, and what. */
export interface ChosenOnCard {
  /** The card's. */
  readonly templateIdentifier: string;
  /** The element's. */
  readonly title: string;
}
/** Which button of a view was pressed, and what was entered. */
export interface ViewAnswer {
  /** 1 to 200 characters; one of the view's `actions`, where these are known. */
  readonly action: string;
  /** By names of fields; nothing unless given. */
  readonly data?: JsonObject | undefined;
}

/** What a template can be answered with. */
export type OptionOf<Message> = Message extends ListPicker | Panel | QuickReply
  ? ChosenElement
  : Message extends TimePicker
    ? ChosenTime
    : Message extends Carousel
      ? ChosenOnCard
      : Message extends ViewResource
        ? ViewAnswer
        : never;
