type Form =
  | { of?: unknown; values?: Record<string, string>; errors?: Record<string, string>; title?: string | undefined; idempotencyKey?: string }
  | null
  | undefined;

/** What was sent by one form of a page that has several: its errors, and each field as it was typed, or as it is. */
export function sentBy(form: Form, of: string) {
  const own = form?.of === of ? form : undefined;
  return {
    errors: own?.errors ?? {},
    title: own?.title,
    key: own?.idempotencyKey,
    field: (name: string, now: string | number | null = '') => ({
      name,
      value: own?.values?.[name] ?? String(now ?? ''),
      error: own?.errors?.[name],
    }),
  };
}
