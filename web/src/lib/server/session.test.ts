import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeNext } from './session.ts';

const ORIGIN = 'https://steward.district.example';
const isOurs = (next: string) => {
  const to = safeNext(next, ORIGIN);
  const url = new URL(to, `${ORIGIN}/sign-in`);
  return to.startsWith('/') && !/^\/[/\\]/.test(to) && url.origin === ORIGIN && !/[\r\n\0\t]/.test(to);
};

describe('where one goes after signing in', () => {
  test.each(['/', '/requests?show=open', '/requests/WO-2026-000001#files', '/triage?q=a%2Fb%26c'])('%s is kept', (next) =>
    expect(safeNext(next, ORIGIN)).toBe(next),
  );
  test.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/%09/evil.example/..//evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/./\\evil.example',
    'https://evil.example',
    'https:evil.example',
    'https:/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '@evil.example',
    '/@evil.example',
    '/\r\nset-cookie: a=b',
    '/%0d%0aset-cookie:%20a=b',
    'https://steward.district.example@evil.example',
    'https://steward.district.example.evil.example',
    '/sign-out',
    '/sign-in?next=//evil.example',
    '',
    '/\u2028/evil.example',
    '/%5cevil.example',
    '/%2f%2fevil.example',
  ])('%j leads nowhere else', (next) => expect(isOurs(next)).toBe(true));
  test('never another site, whatever is asked', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '//',
      '@',
      ':',
      '?',
      '#',
      '%2f',
      '%5c',
      '%09',
      '\t',
      '\n',
      '\r',
      'https:',
      'javascript:',
      'evil.example',
      ' ',
      '\u3002',
      'a',
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => isOurs(pieces.join(''))));
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => isOurs(`/${String.fromCharCode(...units)}`)));
  });
  test('nor back to signing in or out', () => {
    for (const next of ['/sign-in', '/sign-out?x', '/lang', '/x/../sign-out']) expect(safeNext(next, ORIGIN)).toBe('/');
  });
});
