import { expect, it } from 'vitest';
import { beginSaying, say } from '#lib/said.ts';
import { saidElement, whileSaying } from './saying.ts';

it('what is said while a page is rendered stands in an element of its head, once', () => {
  const element = whileSaying(() => {
    beginSaying();
    say('3 day', () => 'in 3 days');
    say('3 day', () => 'in 3 days');
    return saidElement();
  });
  expect(element).toBe('<script type="application/json" id="said">{"3 day":"in 3 days"}</script>');
});

it('what was said while its data was read is left out, and a page that says nothing has none', () => {
  const element = whileSaying(() => {
    say('4 day', () => 'in 4 days');
    beginSaying();
    return saidElement();
  });
  expect(element).toBe('');
});

it('nothing that is said can end the element', () => {
  expect(whileSaying(() => (say('a', () => '</script><img>'), saidElement()))).toContain('"\\u003c/script>');
});

it('pages rendered at the same time keep their words apart', async () => {
  const page = (word: string) =>
    whileSaying(async () => {
      say(word, () => word);
      await new Promise(setImmediate);
      return saidElement();
    });
  const [one, other] = await Promise.all([page('one'), page('other')]);
  expect(one).not.toContain('other');
  expect(other).not.toContain('one"');
});
