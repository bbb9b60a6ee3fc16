import { describe, expect, it } from 'vitest';
import { commandFor, SHOWN_KEYS, SHOWN_KEYS_OF_MANY } from './keyboard.ts';

const key = (name: string, more = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  defaultPrevented: false,
  ...more,
});
const shift = { shiftKey: true };

describe('the keys of the desk', () => {
  it('do nothing in a field, with Ctrl, or where something else has answered', () => {
    expect(commandFor(key('t'), 'field')).toBeUndefined();
    expect(commandFor(key('c', { ctrlKey: true }), 'page')).toBeUndefined();
    expect(commandFor(key('c', { metaKey: true }), 'list')).toBeUndefined();
    expect(commandFor(key('k', { ctrlKey: true }), 'list')).toBeUndefined();
    expect(commandFor(key('j', { altKey: true }), 'list')).toBeUndefined();
    expect(commandFor(key('j', { defaultPrevented: true }), 'page')).toBeUndefined();
  });

  it('leave Enter and arrows to a button that has the focus', () => {
    expect(commandFor(key('Enter'), 'control')).toBeUndefined();
    expect(commandFor(key('ArrowDown'), 'control')).toBeUndefined();
    expect(commandFor(key('ArrowDown', shift), 'control')).toBeUndefined();
    expect(commandFor(key('j'), 'control')).toBe('next');
    expect(commandFor(key('Enter'), 'list')).toBe('open');
    expect(commandFor(key('ArrowUp'), 'page')).toBe('previous');
  });

  it.each([
    ['x', {}, 'check'],
    ['J', shift, 'check_next'],
    ['ArrowDown', shift, 'check_next'],
    ['K', shift, 'check_previous'],
    ['ArrowUp', shift, 'check_previous'],
    ['X', shift, 'check_to'],
    ['*', shift, 'check_all'],
    ['*', {}, 'check_all'],
    ['z', {}, 'undo_many'],
    ['z', { ctrlKey: true }, 'undo_many'],
    ['z', { metaKey: true }, 'undo_many'],
    ['Z', { ctrlKey: true, shiftKey: true }, undefined],
    ['?', shift, 'help'],
    ['E', shift, undefined],
    ['Enter', shift, undefined],
  ])('%s with %j is %s', (name, more, command) => {
    expect(commandFor(key(name, more), 'list')).toBe(command);
  });

  it('take Caps Lock for no Shift', () => {
    expect(commandFor(key('J'), 'list')).toBe('next');
    expect(commandFor(key('j', shift), 'list')).toBe('check_next');
  });

  it('leave Ctrl-Z in a field to what is written there', () => {
    expect(commandFor(key('z', { ctrlKey: true }), 'field')).toBeUndefined();
  });

  it('are all told in the help', () => {
    const pressed: Record<string, [string, object]> = {
      Shift: ['', shift],
      Ctrl: ['', { ctrlKey: true }],
      '↓': ['ArrowDown', {}],
      '↑': ['ArrowUp', {}],
    };
    for (const [keys, command] of [...SHOWN_KEYS, ...SHOWN_KEYS_OF_MANY])
      for (const shown of keys) {
        const parts = shown.split(' ').map((part) => pressed[part] ?? ([part, {}] as const));
        const name = parts.map(([part]) => part).join('');
        const isCtrl = shown.startsWith('Ctrl');
        expect(commandFor(key(isCtrl ? name.toLowerCase() : name, Object.assign({}, ...parts.map(([, more]) => more))), 'list'), shown).toBe(command);
      }
  });
});
