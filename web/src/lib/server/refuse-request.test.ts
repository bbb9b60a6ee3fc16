import { describe, expect, test } from 'vitest';
import { refusalOf } from './refuse-request.ts';

const url = new URL('https://steward.district.example/lang');
const refused = (method: string, headers: Record<string, string>, isSignedIn = true) =>
  refusalOf({ url, request: new Request(url, { method, headers }) }, isSignedIn)?.status;
const FORM = 'application/x-www-form-urlencoded';

describe('an act that another site began', () => {
  test.each<[Record<string, string>]>([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'https://evil.district.example' }],
    [{ origin: 'http://steward.district.example' }],
    [{ origin: 'https://steward.district.example:8443' }],
    [{ origin: url.origin, 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'cross-site' }],
  ])('%o', (headers) => {
    for (const type of [FORM, 'application/json', 'text/plain', 'multipart/form-data; boundary=b'])
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(refused(method, { ...headers, 'content-type': type })).toBe(403);
  });
  test('our own pages act, and anybody may look', () => {
    expect(refused('POST', { origin: url.origin, 'sec-fetch-site': 'same-origin', 'content-type': FORM })).toBeUndefined();
    expect(refused('GET', { 'sec-fetch-site': 'cross-site' })).toBeUndefined();
  });
});

describe('more than a form can hold', () => {
  const length = (bytes: number, type = FORM) => ({ origin: url.origin, 'content-type': type, 'content-length': String(bytes) });
  test('from anybody: little; from who is signed in: a long form, or files', () => {
    expect([refused('POST', length(60_000), false), refused('POST', length(70_000), false)]).toEqual([undefined, 413]);
    expect([refused('POST', length(1_000_000)), refused('POST', length(2_000_000))]).toEqual([undefined, 413]);
    expect(refused('POST', length(90_000_000, 'multipart/form-data; boundary=b'))).toBeUndefined();
    expect(refused('POST', length(90_000_000, 'multipart/form-data; boundary=b'), false)).toBe(413);
  });
  test('without saying how much', () => {
    const headers = { origin: url.origin, 'content-type': FORM };
    expect(
      refusalOf({ url, request: { method: 'POST', headers: new Headers({ ...headers, 'transfer-encoding': 'chunked' }) } as Request }, false)?.status,
    ).toBe(411);
  });
});
