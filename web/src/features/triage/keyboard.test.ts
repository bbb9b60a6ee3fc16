import { describe, expect, it } from 'vitest';
import { commandFor } from './keyboard.ts';

const key = (name: string, more = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, ...more });

describe('the keys of the desk', () => {
  it('do nothing in a field, with Ctrl, or where something else has answered', () => {
    expect(commandFor(key('t'), 'field')).toBeUndefined();
    expect(commandFor(key('c', { ctrlKey: true }), 'page')).toBeUndefined();
    expect(commandFor(key('c', { metaKey: true }), 'list')).toBeUndefined();
    expect(commandFor(key('j', { defaultPrevented: true }), 'page')).toBeUndefined();
  });

  it('leave Enter and arrows to a button that has the focus', () => {
    expect(commandFor(key('Enter'), 'control')).toBeUndefined();
    expect(commandFor(key('ArrowDown'), 'control')).toBeUndefined();
    expect(commandFor(key('j'), 'control')).toBe('next');
    expect(commandFor(key('Enter'), 'list')).toBe('open');
    expect(commandFor(key('ArrowUp'), 'page')).toBe('previous');
  });
});
