import { expect, test } from 'vitest';
import { labelCode } from './label-code.ts';

test.each([
  ['JC-104233', 'JC-104233'],
  ['  jc-104233 ', 'jc-104233'],
  ['https://steward.jeffco.example/d/JC-104233', 'JC-104233'],
  ['HTTPS://STEWARD.JEFFCO.EXAMPLE/D/JC-104233?x=1', 'JC-104233'],
  ['http://localhost:3000/d/JC%20104', 'JC 104'],
  ['http://localhost:3000/d/%E0%A4%A', '%E0%A4%A'],
  ['https://elsewhere.example/devices/7', 'https://elsewhere.example/devices/7'],
])('%s is %s', (scanned, code) => expect(labelCode(scanned)).toBe(code));
