import { IllegalArgumentError } from "../../errors.js";
import { createObservedValue } from "../../session/observedValue.js";
import type { OnChange } from "../../session/observedValue.js";
import { definePart } from "../../session/parts.js";
import type { SessionPart } from "../../session/parts.js";
import { createTabShare } from "./tabShare.js";
import type { TabShare } from "./tabShare.js";

/** Options of `tabs`. */
export interface TabsOptions {
  /** Tabs with the same name share. @defaultValue the ids of the contact and the participant */
  readonly name?: string | undefined;
}

/** What a tab knows of the tabs of its chat. */
export interface TabsState {
  /** Whether the chat's socket is in this tab, or would be: also where tabs cannot share. */
  readonly isLeader: boolean;
  /** How many tabs are connected to the chat, this one among them. 1 before `connect()`, and where tabs cannot share. */
  readonly count: number;
}

/** The tabs of the chat. */
export interface SessionTabs extends TabsState {
  /**
   * Calls back whenever another tab leads, or one comes or goes.
   * @throws ValueError for a handler that is no function
   */
  readonly onChange: OnChange<TabsState>;
}

/** What `tabs` adds. */
export interface WithTabs {
  /** The tabs of the chat. */
  readonly tabs: SessionTabs;
}

/**
 * Several tabs of one chat share one socket, and tell each other what they send: the first one connected leads, and when it goes
 * another one takes over. For customers' sessions; pass it when the session is made.
 * @throws IllegalArgumentError for a name that is no text; when the session is made, if it is an agent's
 */
export function tabs({ name }: TabsOptions = {}): SessionPart<WithTabs> {
  if (name !== undefined && (typeof name !== "string" || !name))
    throw new IllegalArgumentError("unable to share a chat between tabs; name must be a text", name);
  return definePart<WithTabs>(() => {
    let share: TabShare | undefined;
    let tell: () => void = () => undefined;
    return {
      call(call, kit) {
        if (kit.participant.sessionType !== "CUSTOMER")
          throw new IllegalArgumentError(
            "unable to share a chat between tabs; an agent's tabs share their socket by amazon-connect-streams",
          );
        share = createTabShare({ call, ...kit, name, changed: () => tell() });
        return share?.call ?? call;
      },
      open: (open) => share?.open(open) ?? open,
      extend(_session, { perform, platform }): WithTabs {
        if (!perform)
          throw new IllegalArgumentError(
            "unable to share a chat between tabs; pass the part to createCustomerSession, where its connection is made",
          );
        const group = share?.group;
        const now = (): TabsState => ({ isLeader: group?.isLeader() ?? true, count: group?.count() ?? 1 });
        const { get, set, onChange } = createObservedValue(now(), platform.reportError);
        const isNews = ({ isLeader, count }: TabsState) =>
          isLeader !== get().isLeader || count !== get().count;
        let isTelling = false;
        tell = () => {
          // What handlers change on the way is told once, as it is after the last of them.
          if (isTelling) return;
          isTelling = true;
          for (let next = now(); isNews(next); next = now()) set(next);
          isTelling = false;
        };
        return {
          tabs: {
            get isLeader() {
              return now().isLeader;
            },
            get count() {
              return now().count;
            },
            onChange,
          },
        };
      },
    };
  });
}
