import type { Client, Stage } from "../world/stage.js";
import type { Answer, SeenRequest } from "../world/service.js";
import type { FakeManager } from "../world/manager.js";
import { isOwnReading } from "./requestRules.js";
import type { Call, FileText, Play, Reaction, SessionPlan, Step } from "./play.js";

/** Time in which a lost connection is back in both libraries. */
const OUTAGE_MS = 60_000;
/** In which `connect()` comes to an end (CP-21, CP-99). */
const CONNECT_MS = 5_000;
/** In which a socket is replaced. */
const HOUR_MS = 3_600_000;

const isFile = (value: unknown): value is FileText =>
  typeof value === "object" && value !== null && "file" in value;

/** Arguments with the files that JSON cannot hold. */
const revive = (args: readonly unknown[]) =>
  args.map((arg) => {
    const attachment = (arg as { attachment?: unknown } | null)?.attachment;
    if (!isFile(attachment)) return arg;
    return {
      ...(arg as object),
      attachment: new File([attachment.text], attachment.file, { type: attachment.type }),
    };
  });

/** What the service answers to a message: an Id that follows from it, in whichever order messages come. */
function sent({ path, body }: SeenRequest): Answer | undefined {
  if (path !== "/participant/message") return undefined;
  const { Content } = JSON.parse(body) as { Content: string };
  return { body: { Id: `sent ${Content}`, AbsoluteTime: "2031-02-03T04:30:00.000Z" } };
}

/** Plays a random scenario. */
export async function perform(stage: Stage, play: Play): Promise<void> {
  const { clock, connect, service } = stage;
  const answers: { readonly path: string; readonly answer: Answer; times: number }[] = [];
  service.answer((request) => {
    const next = answers.find(({ path, times }) => path === request.path && times > 0);
    // What the library reads for itself says nothing new.
    if (!next || isOwnReading(request.body)) return sent(request);
    next.times -= 1;
    return next.answer;
  });
  let handlers = 0;
  const isAgent = play.sessions[0]?.type === "AGENT";
  // When a socket opens at a time of its own, so do its heartbeats come.
  const isUneven = [...play.early, ...play.steps].some(
    (step) =>
      "outage" in step ||
      ("waitMs" in step && step.waitMs >= HOUR_MS / 2) ||
      ("answer" in step && step.path === "/participant/connection"),
  );
  stage.timeRequests();
  if (isUneven) stage.ignoreHeartbeats();
  const manager = isAgent ? stage.createManager() : undefined;
  const clients = play.sessions.map((plan, index) =>
    createClient(stage, play, plan, { index, manager, isUneven }),
  );
  // After the stage's own configuration, which names no window of receipts (CP-15).
  connect.ChatSession.setGlobalConfig(play.config);
  const calling = ({ call, args, of }: Call) => {
    const { session } = clients[of]!;
    const [owner, name] = call.startsWith("controller.")
      ? [session.controller, call.slice(11)]
      : [session, call];
    const given = revive(args);
    return stage.attempt(`${of}: ${call}(${args.map((arg) => JSON.stringify(arg)).join()})`, () =>
      owner[name](...given),
    );
  };
  const send = manager?.tellItem ?? service.sendItem;
  const react = ({ react: method, of, then }: Reaction) => {
    let isDone = false;
    clients[of]!.session[method](() => {
      if (!isDone) void calling(then);
      isDone = true;
    });
  };
  /** Does a step at once; a call comes to rest before it resolves. */
  const start = async (step: Step): Promise<void> => {
    if ("call" in step) await calling(step);
    else if ("item" in step) send(step.item);
    else if ("frame" in step) service.send(step.frame);
    else if ("answer" in step) answers.push({ ...step });
    else if ("tell" in step) manager?.tell(step.tell, {});
    else if ("config" in step) connect.ChatSession.setGlobalConfig(step.config);
    else if ("listen" in step) clients[step.of]!.listen(step.listen, `${step.of}, handler ${++handlers}`);
    else if ("react" in step) react(step);
  };
  const run = async (step: Step): Promise<void> => {
    if ("waitMs" in step) await clock.advance(step.waitMs);
    else if ("together" in step) await Promise.all(step.together.map(start));
    else if ("hold" in step) {
      const release = service.hold(step.hold);
      for (const inner of step.during) await run(inner);
      release();
    } else if ("outage" in step) {
      service.drop();
      manager?.tell("onConnectionLost", {});
      await clock.settle();
      for (const call of step.outage) await calling(call);
      await clock.advance(OUTAGE_MS / 2);
      manager?.tell("onConnectionGain", {});
      await clock.advance(OUTAGE_MS / 2);
    } else await start(step);
    await clock.settle();
  };
  for (const step of play.early) await run(step);
  for (const [of, { connect: args }] of play.sessions.entries()) {
    await run({ call: "connect", args, of });
    manager?.tell("onConnectionGain", {});
    await clock.advance(CONNECT_MS);
  }
  for (const step of play.steps) await run(step);
  // Windows of receipts and attempts of calls come to an end.
  await clock.advance(40_000);
}

interface Place {
  readonly index: number;
  readonly manager: FakeManager | undefined;
  readonly isUneven: boolean;
}

function createClient(
  stage: Stage,
  play: Play,
  plan: SessionPlan,
  { index, manager, isUneven }: Place,
): Client {
  const getConnectionToken = () =>
    plan.hasToken
      ? Promise.resolve({
          chatTokenTransport: { participantToken: "ct.page", expiry: "2031-02-04T04:00:00Z" },
        })
      : Promise.reject(new Error("the page has none"));
  return stage.create(
    {
      type: plan.type,
      ...plan.more,
      chatDetails: { ...plan.chatDetails, ...(manager && { getConnectionToken }) },
      ...(manager && { websocketManager: manager.manager }),
    },
    {
      name: String(index),
      and: play.hasTranscript ? ["onTranscriptUpdated"] : [],
      without: isUneven && !manager ? ["onDeepHeartbeatSuccess", "onDeepHeartbeatFailure"] : [],
    },
  );
}
