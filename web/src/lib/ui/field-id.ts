/** The element id of a form field: what its label, its error and the error summary point to. */
export const fieldId = (name: string) => `field-${name.replace(/[^\w-]/g, '-')}`;

export const helpId = (name: string) => `${fieldId(name)}-help`;
export const errorId = (name: string) => `${fieldId(name)}-error`;

/** Which of its texts describe a field, in reading order. */
export const describedBy = (name: string, has: { help?: unknown; error?: unknown }) =>
  [has.help && helpId(name), has.error && errorId(name)].filter(Boolean).join(' ') || undefined;

/** What every field takes. */
export type FieldProps = {
  name: string;
  label: string;
  help?: string | undefined;
  /** What is wrong and what would be right; shown beside the field. */
  error?: string | undefined;
  /** Fields are asked for unless they say that they are optional. */
  isOptional?: boolean | undefined;
};
