import { describe, expect, test } from 'vitest';
import { askedOf, fundingsOf, queryOf, scopeOf, wrongIn } from './asked.ts';

const of = (query: string) => askedOf(new URLSearchParams(query));

describe('what an address asks of a forecast', () => {
  test('is read back from the address that it makes', () => {
    const asked = of('area=01900000-0000-7000-8000-000000000000&exact=$30,000,000&was=1&compare=hold&asked=yes&hold=8.5&wait=3');
    expect(of(queryOf(asked))).toEqual(asked);
    expect(fundingsOf(asked)).toBe('fixed:30000000,hold:0.085');
  });
  test('may be what lies in no area', () => {
    expect(scopeOf(of('area=none'))).toEqual({ areaId: 'none' });
    expect(of('area=nowhere').area).toBe('');
  });
  test('takes what was written beside the slider, else the slider', () => {
    expect(of('funding=2000000&exact=5&was=5').funding).toBe('2000000');
    expect(of('funding=2000000&exact=7&was=5').funding).toBe('7');
    expect(of('funding=2000000&exact=much&was=5').funding).toBe('much');
  });
  test('compares with what is usual until somebody chose, then with that and no more than fits', () => {
    expect(of('').compare).toEqual(['none', 'hold', 'reach']);
    expect(of('asked=yes').compare).toEqual([]);
    expect(of('asked=yes&compare=none&compare=hold&compare=share&compare=reach&compare=gold').compare).toHaveLength(3);
  });
  test('names what is no choice by leaving it out', () => {
    expect(of('site=here').site).toBe('');
    expect(scopeOf(of('escalation=3.5&level=high'))).toEqual({ level: 'high', escalation: 0.035 });
  });
  test('keeps a figure that is none as it was typed, and says that it is wrong', () => {
    const asked = of('exact=-5&was=7&hold=-10&share=101&reach=abc&within=99&escalation=-4&deterioration=xyz&wait=500');
    expect(asked).toMatchObject({ funding: '-5', hold: '-10', reach: 'abc', within: '99', deterioration: 'xyz', wait: '500' });
    expect(wrongIn(asked)).toEqual({ funding: true, figures: ['hold', 'share', 'reach', 'within', 'escalation', 'deterioration', 'wait'] });
    expect(of(queryOf(asked))).toEqual(asked);
    expect(wrongIn(of('exact=$30,000,000&hold=8.5 %&wait= 3'))).toEqual({ funding: false, figures: [] });
    expect(wrongIn(of(''))).toEqual({ funding: false, figures: [] });
  });
});
