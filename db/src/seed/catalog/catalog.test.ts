import { describe, expect, test } from 'vitest';
import { REQUEST_TYPES } from './index.ts';
import { PRIORITY_MATRIX, SERVICES, TARGETS, TRADES } from './services.ts';

const unique = (values: readonly unknown[]) => expect(new Set(values).size).toBe(values.length);

test('there are at least sixty kinds of request, over four services, each with a code of its own', () => {
  expect(REQUEST_TYPES.length).toBeGreaterThanOrEqual(60);
  unique(REQUEST_TYPES.map((t) => t.code));
  unique(TRADES.map((t) => t.code));
  expect(new Set(REQUEST_TYPES.map((t) => t.serviceCode))).toEqual(new Set(SERVICES.map((s) => s.code)));
});

test('every trade has something one may ask for', () => {
  const asked = new Set(REQUEST_TYPES.map((t) => t.tradeCode));
  expect(TRADES.map((t) => t.code).filter((code) => !asked.has(code))).toEqual([]);
});

describe.each(REQUEST_TYPES.map((t) => [t.code, t] as const))('%s', (_, type) => {
  test('is of a trade of its service', () => {
    expect(TRADES.find((t) => t.code === type.tradeCode)?.serviceCode).toBe(type.serviceCode);
  });
  test('says everything in English and in Spanish', () => {
    const pairs = [
      [type.nameEn, type.nameEs],
      [type.helpEn, type.helpEs],
      ...(type.selfHelpEn || type.selfHelpEs ? [[type.selfHelpEn, type.selfHelpEs]] : []),
      ...type.fields.flatMap((f) => [
        [f.labelEn, f.labelEs],
        ...(f.helpEn || f.helpEs ? [[f.helpEn, f.helpEs]] : []),
        ...(f.choices ?? []).map((c) => [c.labelEn, c.labelEs]),
      ]),
    ];
    for (const [en, es] of pairs) expect([!!en?.trim(), !!es?.trim()]).toEqual([true, true]);
    expect(type.nameEn).not.toBe(type.nameEs);
    expect(type.keywords!.split(' ').length, 'words to find it by').toBeGreaterThanOrEqual(6);
  });
  test('asks questions that can be answered', () => {
    unique(type.fields.map((f) => f.key));
    expect(type.fields.length, 'a short form').toBeLessThanOrEqual(5);
    for (const [i, field] of type.fields.entries()) {
      if (field.kind === 'choice') {
        expect(field.choices!.length).toBeGreaterThanOrEqual(2);
        unique(field.choices!.map((c) => c.value));
      }
      if (field.kind === 'number') expect([field.min, field.max], `${field.key} has bounds`).not.toContain(undefined);
      if (field.min !== undefined && field.max !== undefined) expect(field.min).toBeLessThan(field.max);
      const before = type.fields.slice(0, i).find((f) => f.key === field.when?.key);
      if (!field.when) continue;
      expect(before, `${field.key} depends on an earlier question`).toBeDefined();
      const answers = before!.kind === 'yes_no' ? [true, false] : before!.choices!.map((c) => c.value);
      expect(answers).toContain(field.when.is);
    }
  });
});

test('at least a dozen kinds say first what one can try oneself; none that may be dangerous does', () => {
  const withSteps = REQUEST_TYPES.filter((t) => t.selfHelpEn);
  expect(withSteps.length).toBeGreaterThanOrEqual(12);
  expect(withSteps.filter((t) => t.defaultUrgency === 'danger').map((t) => t.code)).toEqual([]);
});

test('what concerns one’s job, a student’s health, meal money or an attack is confidential; nothing else is', () => {
  for (const type of REQUEST_TYPES) {
    if (type.serviceCode === 'hr') expect([type.routing, ['hr', 'employee_relations'].includes(type.compartment!)]).toEqual(['site_partner', true]);
  }
  const others = REQUEST_TYPES.filter((t) => t.serviceCode !== 'hr' && t.compartment).map((t) => [t.code, t.compartment]);
  expect(Object.fromEntries(others)).toEqual({
    special_diet: 'student_health',
    meal_application: 'meal_eligibility',
    security_phishing: 'it_security',
  });
});

test('the matrix has a priority for every impact and urgency, and more of either never lowers it', () => {
  const impacts = ['person', 'room', 'building', 'district'];
  const urgencies = ['can_wait', 'disrupts', 'stops_teaching', 'danger'];
  expect(PRIORITY_MATRIX.length).toBe(impacts.length * urgencies.length);
  for (const cell of PRIORITY_MATRIX) if (cell.urgency === 'danger') expect(cell.priority).toBe('P1');
  const rank = (i: number, u: number) =>
    Number(PRIORITY_MATRIX.find((c) => c.impact === impacts[i] && c.urgency === urgencies[u])!.priority.slice(1));
  for (let i = 0; i < 4; i += 1)
    for (let u = 0; u < 4; u += 1) {
      if (i > 0) expect(rank(i, u)).toBeLessThanOrEqual(rank(i - 1, u));
      if (u > 0) expect(rank(i, u)).toBeLessThanOrEqual(rank(i, u - 1));
    }
  expect(TARGETS.map((t) => t.priority)).toEqual(['P1', 'P2', 'P3', 'P4']);
});
