/** As much of NetInfo as the example uses. */
const NetInfo = {
  fetch: (): Promise<{ readonly isConnected: boolean | null }> =>
    new Promise((resolve) => setTimeout(() => resolve({ isConnected: true }), 5)),
};
export default NetInfo;
