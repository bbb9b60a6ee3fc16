/** Does `work` for each of them, so many at a time. After a failure nothing new is begun; it is thrown when what was begun has ended. */
export async function inParallel<T>(items: AsyncIterable<T> | Iterable<T>, atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  // An async generator answers in turn, so that no item is handed out twice.
  const source = (async function* () {
    yield* items;
  })();
  const worker = async () => {
    try {
      for await (const item of { [Symbol.asyncIterator]: () => ({ next: () => source.next() }) }) await work(item);
    } catch (error) {
      await source.return(undefined);
      throw error;
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}
