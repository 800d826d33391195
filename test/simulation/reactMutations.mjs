/**
 * As `partsMutations.mjs`, for the hooks.
 * @type {readonly import("./brokenPromises.js").BreakingMutation[]}
 */
export const reactMutations = [
  {
    name: "a hook listens on when its component is gone",
    breaks: "nothing is left after the last unmount",
    file: "parts/react/useSnapshot.ts",
    from: "return () => void off?.();",
    to: "return () => void off;",
  },
  {
    name: "a hook sees a change where there is none",
    breaks: "React has nothing to complain about",
    file: "parts/react/useSnapshot.ts",
    from: "if (!isSame(next, last.current)) last.current = next;",
    to: "last.current = next;",
  },
  {
    name: "a session that comes too late is connected",
    seed: 18,
    breaks: "nothing is left after the last unmount",
    file: "parts/react/chatLife.ts",
    from: "const isOver = () => current !== mine;",
    to: "const isOver = () => current < mine;",
  },
  {
    name: "a draft is gone when it was not sent",
    seed: 48,
    breaks: "no draft is lost",
    file: "parts/react/useComposer.ts",
    from: "setText(lines(returned.current, rest));",
    to: "",
  },
  {
    name: "a draft can be sent before it is rendered that it was",
    seed: 16,
    breaks: "no draft is sent twice",
    file: "parts/react/useComposer.ts",
    from: "const written = latest.current;",
    to: "const written = text;",
  },
  {
    name: "what the outbox has sent stands beside the message",
    breaks: "no message is shown twice",
    file: "parts/react/shownMessages.ts",
    from: "return resultId !== undefined && !items.some((item) => isNamedBy(item, resultId));",
    to: "return true;",
  },
  {
    name: "a text for screen readers is replaced at once",
    seed: 7,
    breaks: "what others say is announced once",
    file: "parts/react/spokenText.ts",
    from: "if (!cancel) showWaiting();",
    to: "showWaiting();",
  },
  {
    name: "a list of another session is not watched",
    breaks: "what is in view is read",
    file: "parts/react/useReadReceipts.ts",
    from: "[session, list]);",
    to: "[list]);",
  },
];
