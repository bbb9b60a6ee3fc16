import type { Option } from '#lib/option.ts';
import type { Refused } from '#lib/server/forms.ts';
import type { Change } from '#lib/words/fields.ts';

/** What comes back when one of the page's forms was refused. `panel` says which. */
export type ActRefused = Refused & {
  panel: string;
  /** What is wrong beside the fields of this form. */
  notes: string[];
  /** What somebody else changed meanwhile, as it is now; and the version to send again on purpose. */
  changes: Change[];
  version?: number;
  uploads: { id: string; fileName: string }[];
  /** What a search in the form found, without script. */
  found?: Option[];
};

/** What every form of the page needs: a fresh key, and what was refused if anything was. */
export type Forms = { key: string; refused: ActRefused | undefined };

/** Hands a form's fields their name, what was typed in them and what is wrong with it. */
export type Fields = (name: string, now?: string | null) => { name: string; value: string; error: string | undefined };

/** The refusal of this form, if it was this one. */
export const refusedOf = (forms: Forms, panel: string) => (forms.refused?.panel === panel ? forms.refused : undefined);

/** Fields carry the name of their form, as one page holds many forms. */
export const fieldsOf =
  (panel: string, refused: ActRefused | undefined): Fields =>
  (name, now) => {
    const full = `${panel}.${name}`;
    return { name: full, value: refused?.values[full] ?? now ?? '', error: refused?.errors[full] };
  };
