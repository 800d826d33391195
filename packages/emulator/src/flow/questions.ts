import { takesInteractive } from "../operations/messageRules.js";
import type { InteractiveTemplate } from "../samples/interactiveSamples.js";
import type { FlowStage } from "./flowStage.js";
import type { Question, Showing } from "./flowStep.js";
import { speakerOf } from "./speakers.js";

/** More than Apple's clients show of a QuickReply are a ListPicker; so is one alone, which no QuickReply takes. */
const mostQuickReplies = 5;

const choiceTemplate = (title: string, choices: readonly string[]): InteractiveTemplate => ({
  templateType: choices.length > mostQuickReplies || choices.length === 1 ? "ListPicker" : "QuickReply",
  version: "1.0",
  data: { content: { title, elements: choices.map((choice) => ({ title: choice })) } },
});

/** Shows an interactive message or a view. */
export function show({ verbs, contactId }: FlowStage, showing: Showing): void {
  if ("template" in showing) verbs.sendInteractive({ contactId, template: showing.template });
  else verbs.showView({ contactId, view: showing.view, data: showing.data });
}

/** Puts a question; choices go as text to a chat that was started without the interactive content types. */
export function putQuestion(stage: FlowStage, question: Question): void {
  if (!("content" in question)) {
    show(stage, question);
    return;
  }
  const { content, choices = [] } = question;
  const { contact } = stage.subjects.liveRoomOf(stage.contactId);
  if (choices.length > 0 && takesInteractive(contact))
    show(stage, { template: choiceTemplate(content, choices) });
  else
    stage.verbs.say({
      ...speakerOf(stage),
      content: [content, ...choices.map((choice) => `- ${choice}`)].join("\n"),
    });
}
