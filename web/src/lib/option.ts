/** One thing to choose from a list that a search found. */
export type Option = { value: string; label: string; detail?: string | undefined };
