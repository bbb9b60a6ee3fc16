import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { accountDigest, keyDigest } from './account-digest.ts';

const SECRET = 'a secret of at least thirty-two characters';

test('an account is the same in any case, and another under another secret', () => {
  const one = accountDigest('Robin.M@students.example', SECRET);
  expect(accountDigest(' robin.m@STUDENTS.example ', SECRET)).toBe(one);
  expect(accountDigest('robin.n@students.example', SECRET)).not.toBe(one);
  expect(accountDigest('Robin.M@students.example', `${SECRET}!`)).not.toBe(one);
});

test('a digest from before becomes what the account itself would give, once', () => {
  const before = createHash('sha256').update('robin.m@students.example').digest('base64url');
  const now = accountDigest('robin.m@students.example', SECRET);
  expect([keyDigest(before, SECRET), keyDigest(now, SECRET)]).toEqual([now, now]);
});
