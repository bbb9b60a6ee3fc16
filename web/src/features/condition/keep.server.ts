import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { findParts } from '#lib/server/find.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { keptUploads, readForm } from '#lib/server/upload.ts';
import { m } from '#lib/paraglide/messages.js';
import { type Act, ACTS, type Open } from './keeping.ts';
import { typedAmount } from '#lib/typed-amount.ts';

type Upload = { id: string; fileName: string };
type Sent = { event: RequestEvent; form: URLSearchParams; values: Record<string, string>; open: Open; uploads: Upload[]; problems: string[] };

/** One of the page's forms as it was sent, with the photos that came with it. */
async function read(event: RequestEvent): Promise<Sent> {
  const { fields: form, uploads, problems } = await readForm(event);
  const values = typedValues(form);
  const act: Act = ACTS.find((one) => one === values['act']) ?? 'record';
  const all = [...keptUploads(form), ...uploads.map(({ id, fileName }) => ({ id, fileName }))];
  return { event, form, values, open: { act, id: values['id'] ?? '' }, uploads: all, problems };
}

const back = ({ event }: Sent, did: string, more = ''): never => redirect(303, `/buildings/${event.params['id']}?did=${did}${more}`);
/** What the form shows again: also the parts that were found, which without script nobody would look for anew. */
async function shownAgain({ event, values, open, uploads }: Sent) {
  const found = values['q'] ? await findParts(event.locals.api, event.params['id'] ?? '', values['q']) : [];
  return { open, uploads, found };
}
const refused = async (sent: Sent, errors: Record<string, string>) => refuseFields(errors, sent.form, await shownAgain(sent));
const refusedBy = async (sent: Sent, problem: Problem, names: Record<string, string> = {}) =>
  refuse(problem, sent.form, { names: { attachmentIds: 'photos', ...names }, more: await shownAgain(sent) });

/** What the fields are called that have to be answered. */
const CALLED: Record<string, () => string> = {
  about: m.findings_part,
  scope: m.condition_record_scope,
  priority: m.condition_priority,
  cost: m.condition_record_cost,
  source: m.condition_record_source,
  foundOn: m.findings_found_on,
  how: m.condition_end_how,
  actualCost: m.condition_end_cost,
  name: m.findings_part_name,
  quantity: m.condition_quantity,
  unit: m.findings_unit,
  yearInstalled: m.findings_year_installed,
  systemCode: m.findings_system,
};
/** "Which part: answer this." for each of these that is empty: above the form one tells them apart by their names. */
const empty = ({ form }: Sent, ...names: string[]) =>
  missing(
    form,
    Object.fromEntries(names.map((name) => [name, Object.hasOwn(CALLED, name) ? m.findings_answer({ field: CALLED[name]!() }) : undefined])),
  );

/** People write "$42,000"; the API takes 42000. */
const wholeOrNull = (typed = '') => (typed.trim() === '' ? null : Number(typed.replaceAll(/[,\s]/g, '')));
/** What it is on: "D3020" or "D3020 and the component's id". */
function subjectOf(about = '') {
  const [systemCode = '', componentId] = about.split(' ');
  return { systemCode, componentId: componentId ?? null };
}
const SUBJECT = { systemCode: 'about', componentId: 'about', confidenceRatio: 'confidence' };
const PRIORITIES = { 1: 1, 2: 2, 3: 3, 4: 4 } as const;
const priorityOf = (typed = '') => PRIORITIES[Number(typed) as 1];

/** Amounts that are none: said here, because the contract's pattern says only that the shape is wrong. */
function wrongAmounts({ values }: Sent, ...names: string[]) {
  return Object.fromEntries(
    names
      .filter((name) => values[name]?.trim() && !/^\d{1,9}(\.\d{1,2})?$/.test(typedAmount(values[name])))
      .map((name) => [name, m.findings_amount_wrong()]),
  );
}
function wrongNumbers({ values }: Sent, ...names: string[]) {
  return Object.fromEntries(
    names.filter((name) => values[name]?.trim() && Number.isNaN(wholeOrNull(values[name]))).map((name) => [name, m.findings_number_wrong()]),
  );
}
/** How much of it, and how sure one is of the cost: all may be left empty. */
const percentOf = (typed = '') => wholeOrNull(typed.replace('%', ''));
function wrongMore({ values }: Sent): Record<string, string> {
  const [quantity, percent] = [wholeOrNull(values['quantity']), percentOf(values['confidence'])];
  return {
    ...(quantity === null || quantity > 0 ? {} : { quantity: m.findings_quantity_wrong() }),
    ...(percent === null || (percent >= 0 && percent <= 100) ? {} : { confidence: m.findings_confidence_wrong() }),
  };
}
function moreOf({ values }: Sent) {
  const percent = percentOf(values['confidence']);
  return {
    quantity: wholeOrNull(values['quantity']),
    unit: values['unit']?.trim() || null,
    // What stays is not rounded.
    ...(values['confidence'] === values['confidenceBefore'] ? {} : { confidenceRatio: percent === null ? null : percent / 100 }),
  };
}
const isAny = (errors: Record<string, string>) => Object.keys(errors).length > 0;

/** Parts of the building by what was typed, where there is no script. */
export async function look(event: RequestEvent) {
  return refused(await read(event), {});
}

/** Notes what was found wrong, with its photos; the form for the next one is open again. */
export async function record(event: RequestEvent) {
  const sent = await read(event);
  const { values, uploads, problems } = sent;
  const untaken: Record<string, string> = problems.length > 0 ? { photos: problems.join(' ') } : {};
  const errors = { ...empty(sent, 'about', 'scope', 'priority', 'cost', 'source'), ...wrongAmounts(sent, 'cost'), ...wrongMore(sent), ...untaken };
  if (isAny(errors)) return refused(sent, errors);
  const { error: problem } = await event.locals.api.POST('/api/structures/{id}/deficiencies', {
    params: { path: { id: event.params['id'] ?? '' }, header: idempotent(keyOf(sent.form)) },
    body: {
      ...subjectOf(values['about']),
      priority: priorityOf(values['priority']),
      scope: values['scope'] ?? '',
      ...moreOf(sent),
      cost: typedAmount(values['cost']),
      source: values['source'] === 'assessment' ? 'assessment' : 'inspection',
      attachmentIds: uploads.map(({ id }) => id),
    },
  });
  return problem ? refusedBy(sent, problem, SUBJECT) : back(sent, 'recorded', '&do=record#keep');
}

/** Puts right what is said of a deficiency. */
export async function edit(event: RequestEvent) {
  const sent = await read(event);
  const { values, open } = sent;
  const errors = { ...empty(sent, 'about', 'scope', 'priority', 'cost', 'foundOn'), ...wrongAmounts(sent, 'cost'), ...wrongMore(sent) };
  if (isAny(errors)) return refused(sent, errors);
  const estimate = typedAmount(values['cost']);
  const { error: problem } = await event.locals.api.PATCH('/api/deficiencies/{id}', {
    params: { path: { id: open.id }, header: ifMatch(values['version'] ?? '') },
    body: {
      ...subjectOf(values['about']),
      priority: priorityOf(values['priority']),
      scope: values['scope'] ?? '',
      ...moreOf(sent),
      // A cost that stays is in the money of its own year.
      ...(estimate === values['costBefore'] ? {} : { cost: estimate }),
      foundOn: values['foundOn'] ?? '',
    },
  });
  return problem ? refusedBy(sent, problem, SUBJECT) : back(sent, 'changed', `#${open.id}`);
}

/** Says what became of a deficiency. */
export async function end(event: RequestEvent) {
  const sent = await read(event);
  const { values, open } = sent;
  const { how = '', note = '' } = values;
  const errors = { ...empty(sent, 'how', ...(how === 'corrected' ? ['actualCost'] : []), 'note'), ...wrongAmounts(sent, 'actualCost') };
  if (isAny(errors)) return refused(sent, errors);
  const { error: problem } = await event.locals.api.POST('/api/deficiencies/{id}/endings', {
    params: { path: { id: open.id }, header: ifMatch(values['version'] ?? '') },
    body:
      how === 'corrected'
        ? { how, actualCost: typedAmount(values['actualCost']), note, isRenewed: values['isRenewed'] === 'yes' }
        : { how: 'withdrawn', note },
  });
  return problem ? refusedBy(sent, problem) : back(sent, 'ended');
}

/** Says what putting it right cost, where its order did not. */
export async function cost(event: RequestEvent) {
  const sent = await read(event);
  const errors = { ...empty(sent, 'actualCost'), ...wrongAmounts(sent, 'actualCost') };
  if (isAny(errors)) return refused(sent, errors);
  const { error: problem } = await event.locals.api.PATCH('/api/deficiencies/{id}', {
    params: { path: { id: sent.open.id }, header: ifMatch(sent.values['version'] ?? '') },
    body: { actualCost: typedAmount(sent.values['actualCost']) },
  });
  return problem ? refusedBy(sent, problem) : back(sent, 'changed', '#ended');
}

/** Adds photos to a deficiency. */
export async function photos(event: RequestEvent) {
  const sent = await read(event);
  const { uploads, problems, open } = sent;
  if (problems.length > 0 || uploads.length === 0) return refused(sent, { photos: problems.join(' ') || m.findings_photos_none() });
  const { error: problem } = await event.locals.api.POST('/api/deficiencies/{id}/photos', {
    params: { path: { id: open.id }, header: idempotent(keyOf(sent.form)) },
    body: { attachmentIds: uploads.map(({ id }) => id) },
  });
  return problem ? refusedBy(sent, problem) : back(sent, 'photos', `#${open.id}`);
}

/** Takes a photo off. */
export async function photoOff(event: RequestEvent) {
  const sent = await read(event);
  const { error: problem } = await event.locals.api.DELETE('/api/deficiencies/{id}/photos/{photoId}', {
    params: { path: { id: sent.open.id, photoId: sent.values['photoId'] ?? '' } },
  });
  return problem ? refusedBy(sent, problem) : back(sent, 'photo-off', `&do=photos&id=${sent.open.id}#keep`);
}

/** Puts a deficiency in work on an order that there is. */
export async function link(event: RequestEvent) {
  const sent = await read(event);
  const { values, open } = sent;
  const errors = empty(sent, 'workOrder');
  if (isAny(errors)) return refused(sent, errors);
  const { error: problem } = await event.locals.api.POST('/api/deficiencies/{id}/work-orders', {
    params: { path: { id: open.id }, header: ifMatch(values['version'] ?? '') },
    body: { workOrder: values['workOrder'] ?? '', renewsComponent: values['renewsComponent'] === 'yes' },
  });
  return problem ? refusedBy(sent, problem) : back(sent, 'linked', `#${open.id}`);
}

/** Takes it off its order. */
export async function unlink(event: RequestEvent) {
  const sent = await read(event);
  const { error: problem } = await event.locals.api.DELETE('/api/deficiencies/{id}/work-orders/{workOrderId}', {
    params: { path: { id: sent.open.id, workOrderId: sent.values['workOrderId'] ?? '' } },
  });
  return problem ? refusedBy(sent, problem) : back(sent, 'unlinked', `#${sent.open.id}`);
}

/** Asks for a new order that puts a deficiency right. */
export async function ask(event: RequestEvent) {
  const sent = await read(event);
  const { values, open } = sent;
  const errors = empty(sent, 'requestTypeId', 'title');
  if (isAny(errors)) return refused(sent, errors);
  const { error: problem } = await event.locals.api.POST('/api/deficiencies/{id}/requests', {
    params: { path: { id: open.id }, header: idempotent(keyOf(sent.form)) },
    body: {
      requestTypeId: values['requestTypeId'] ?? '',
      title: values['title'] ?? '',
      description: values['description'] ?? '',
      renewsComponent: values['renewsComponent'] === 'yes',
    },
  });
  return problem ? refusedBy(sent, problem, { answers: 'requestTypeId' }) : back(sent, 'asked', `#${open.id}`);
}

/** In whose money an amount is, where there is one and somebody said. */
const yearOf = <Name extends string>(values: Sent['values'], of: string, name: Name) =>
  (values[of]?.trim() && values[name]?.trim() ? { [name]: wholeOrNull(values[name]) } : {}) as { [K in Name]?: number };

/** Puts right what is known of the building. */
export async function facts(event: RequestEvent) {
  const sent = await read(event);
  const { values } = sent;
  const errors = {
    ...empty(sent, 'name'),
    ...wrongNumbers(sent, 'grossAreaSqft', 'yearBuilt', 'replacementBaseYear'),
    ...wrongAmounts(sent, 'replacementValue'),
  };
  if (isAny(errors)) return refused(sent, errors);
  const { error: problem } = await event.locals.api.PATCH('/api/structures/{id}', {
    params: { path: { id: event.params['id'] ?? '' }, header: ifMatch(values['version'] ?? '') },
    body: {
      name: values['name'] ?? '',
      grossAreaSqft: wholeOrNull(values['grossAreaSqft']),
      yearBuilt: wholeOrNull(values['yearBuilt']),
      replacementValue: values['replacementValue']?.trim() ? typedAmount(values['replacementValue']) : null,
      ...yearOf(values, 'replacementValue', 'replacementBaseYear'),
    },
  });
  return problem ? refusedBy(sent, problem) : back(sent, 'changed');
}

/** What a component's form says. */
function partOf({ values }: Sent) {
  const [on, years] = [values['observedOn']?.trim(), values['remainingYears']?.trim()];
  return {
    name: values['name'] ?? '',
    quantity: Number(typedAmount(values['quantity'])),
    unit: values['unit'] ?? '',
    unitCost: values['unitCost']?.trim() ? typedAmount(values['unitCost']) : null,
    ...yearOf(values, 'unitCost', 'unitCostBaseYear'),
    lifeYears: wholeOrNull(values['lifeYears']),
    yearInstalled: wholeOrNull(values['yearInstalled']) ?? 0,
    observed: on && years ? { on, remainingYears: wholeOrNull(years) ?? 0 } : null,
  };
}
const wrongInPart = (sent: Sent): Record<string, string> => {
  const [on, years] = [sent.values['observedOn']?.trim(), sent.values['remainingYears']?.trim()];
  return {
    ...empty(sent, 'name', 'quantity', 'unit', 'yearInstalled'),
    ...wrongNumbers(sent, 'quantity', 'yearInstalled', 'unitCostBaseYear', 'lifeYears', 'remainingYears'),
    ...wrongAmounts(sent, 'unitCost'),
    ...(years && !on ? { observedOn: m.findings_observed_both() } : on && !years ? { remainingYears: m.findings_observed_both() } : {}),
  };
};
const OBSERVED = { observed: 'remainingYears' };

/** Adds a component. */
export async function addPart(event: RequestEvent) {
  const sent = await read(event);
  const errors = { ...empty(sent, 'systemCode'), ...wrongInPart(sent) };
  if (isAny(errors)) return refused(sent, errors);
  const { error: problem } = await event.locals.api.POST('/api/structures/{id}/components', {
    params: { path: { id: event.params['id'] ?? '' }, header: idempotent(keyOf(sent.form)) },
    body: { systemCode: sent.values['systemCode'] ?? '', ...partOf(sent) },
  });
  return problem ? refusedBy(sent, problem, OBSERVED) : back(sent, 'part-added', '#components');
}

/** Puts right what is known of a component. */
export async function part(event: RequestEvent) {
  const sent = await read(event);
  const errors = wrongInPart(sent);
  if (isAny(errors)) return refused(sent, errors);
  const { error: problem } = await event.locals.api.PATCH('/api/components/{id}', {
    params: { path: { id: sent.open.id }, header: ifMatch(sent.values['version'] ?? '') },
    body: partOf(sent),
  });
  return problem ? refusedBy(sent, problem, OBSERVED) : back(sent, 'part-changed', '#components');
}

/** Says that a component was renewed outside any order. */
export async function renew(event: RequestEvent) {
  const sent = await read(event);
  const errors = { ...empty(sent, 'year'), ...wrongNumbers(sent, 'year') };
  if (isAny(errors)) return refused(sent, errors);
  const note = sent.values['note']?.trim();
  const { error: problem } = await event.locals.api.POST('/api/components/{id}/renewals', {
    params: { path: { id: sent.open.id }, header: { ...ifMatch(sent.values['version'] ?? ''), ...idempotent(keyOf(sent.form)) } },
    body: { year: wholeOrNull(sent.values['year']) ?? 0, ...(note ? { note } : {}) },
  });
  return problem ? refusedBy(sent, problem) : back(sent, 'renewed', '#components');
}

/** Takes a component out of the inventory. */
export async function remove(event: RequestEvent) {
  const sent = await read(event);
  const errors = empty(sent, 'note');
  if (isAny(errors)) return refused(sent, errors);
  const { error: problem } = await event.locals.api.POST('/api/components/{id}/removals', {
    params: { path: { id: sent.open.id }, header: { ...ifMatch(sent.values['version'] ?? ''), ...idempotent(keyOf(sent.form)) } },
    body: { note: sent.values['note'] ?? '' },
  });
  return problem ? refusedBy(sent, problem) : back(sent, 'removed', '#components');
}
