/** What a flow waits for when it is over: the chat has ended, or others have taken over. It needs no handling. */
export class FlowEnded extends Error {
  override readonly name = "FlowEnded";

  constructor() {
    super("the flow is over");
  }
}
