import { z } from "zod";
import { text } from "../operations/bodyRules.js";
import type { ChatTimers, RoleTimers } from "../world/contact.js";
import { requireLiveRoom } from "./connectOperation.js";
import type { ConnectOperation } from "./connectOperation.js";

const timerRules = z.object({
  ParticipantRole: z.enum(["AGENT", "CUSTOMER"]),
  TimerType: z.enum(["IDLE", "DISCONNECT_NONCUSTOMER"]),
  TimerValue: z.union([
    z.strictObject({ ParticipantTimerDurationInMinutes: z.int().min(2).max(480) }),
    z.strictObject({ ParticipantTimerAction: z.literal("Unset") }),
  ]),
});
type Timer = z.infer<typeof timerRules>;

const rules = z.object({
  InstanceId: text(1, 100),
  ContactId: text(1, 256),
  ChannelConfiguration: z.object({
    Chat: z.object({ ParticipantTimerConfigList: z.array(timerRules).min(1).max(4) }),
  }),
});

const members = { IDLE: "idleMs", DISCONNECT_NONCUSTOMER: "disconnectMs" } as const satisfies Record<
  Timer["TimerType"],
  keyof RoleTimers
>;

/** The timers with one of them set or unset; the others stay. */
function withTimer(timers: ChatTimers, { ParticipantRole, TimerType, TimerValue }: Timer): ChatTimers {
  const valueMs =
    "ParticipantTimerDurationInMinutes" in TimerValue
      ? TimerValue.ParticipantTimerDurationInMinutes * 60_000
      : undefined;
  return { ...timers, [ParticipantRole]: { ...timers[ParticipantRole], [members[TimerType]]: valueMs } };
}

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateParticipantRoleConfig.html */
export const updateParticipantRoleConfig: ConnectOperation<z.infer<typeof rules>> = {
  method: "PUT",
  path: "/contact/participant-role-config/:InstanceId/:ContactId",
  rules,
  run({ world }, { ContactId, ChannelConfiguration }) {
    const { contact } = requireLiveRoom(world, ContactId);
    const { ParticipantTimerConfigList: list } = ChannelConfiguration.Chat;
    world.setTimers(contact.contactId, list.reduce(withTimer, contact.timers));
    return {};
  },
};
