import type { Problem } from './problem.ts';

const constraintOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (cause as { constraint_name?: string } | undefined)?.constraint_name ?? '';
};

/** Does work, and tells what the database refuses in our words: a problem for each constraint by its name. What was looked at before may be otherwise when two write at once. */
export const refusingBy =
  (problems: Record<string, () => Problem>) =>
  async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw problems[constraintOf(error)]?.() ?? error;
    }
  };
