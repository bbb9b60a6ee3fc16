/** What a key of the desk asks for. */
export type Command =
  | 'next'
  | 'previous'
  | 'open'
  | 'assign'
  | 'prioritise'
  | 'tag'
  | 'triage'
  | 'hold'
  | 'duplicate'
  | 'cancel'
  | 'check'
  | 'check_next'
  | 'check_previous'
  | 'check_to'
  | 'check_all'
  | 'undo'
  | 'undo_many'
  | 'search'
  | 'help';

const KEYS: Record<string, Command> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Enter: 'open',
  e: 'assign',
  p: 'prioritise',
  g: 'tag',
  t: 'triage',
  h: 'hold',
  d: 'duplicate',
  c: 'cancel',
  x: 'check',
  J: 'check_next',
  'Shift+ArrowDown': 'check_next',
  K: 'check_previous',
  'Shift+ArrowUp': 'check_previous',
  X: 'check_to',
  '*': 'check_all',
  u: 'undo',
  z: 'undo_many',
  'Ctrl+z': 'undo_many',
  '/': 'search',
  '?': 'help',
};

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'defaultPrevented'>;
/** Where the key was pressed: in a field, on something that has keys of its own, in the list, or elsewhere. */
export type Where = 'field' | 'control' | 'list' | 'page';

/** The key's name. Whether a letter is large is up to Shift, not to Caps Lock; a sign is itself, wherever a keyboard has it. */
function nameOf({ key, shiftKey, ctrlKey, metaKey }: Pressed): string {
  const isLetter = /^\p{L}$/u.test(key);
  const name = isLetter ? (shiftKey ? key.toUpperCase() : key.toLowerCase()) : shiftKey && key.length > 1 ? `Shift+${key}` : key;
  return ctrlKey || metaKey ? `Ctrl+${name}` : name;
}

/** What the key asks for there. Arrows and Enter belong to what has the focus, except in the list. */
export function commandFor(pressed: Pressed, where: Where): Command | undefined {
  if (pressed.defaultPrevented || pressed.altKey || where === 'field') return undefined;
  const isOwn = pressed.key === 'Enter' || pressed.key.startsWith('Arrow');
  return isOwn && where === 'control' ? undefined : KEYS[nameOf(pressed)];
}

/** Where the focus is. A box to tick takes no text, so the keys work on it. */
export function whereIs(target: EventTarget | null): Where {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.closest('dialog')) return 'field';
  if (target.matches('input[type="checkbox"]')) return 'control';
  if (target.matches('input, textarea, select') || target.isContentEditable) return 'field';
  if (target.matches('[data-row]')) return 'list';
  return target.matches('a, button, summary') ? 'control' : 'page';
}

const OFF = 'triage-keys-off';
/** Whether this browser's person uses the keys. */
export const usesKeys = () => localStorage.getItem(OFF) !== 'yes';

/** Turns them on and off. */
export function useKeys(isOn: boolean) {
  if (isOn) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, 'yes');
}

/** The keys as the help shows them, and what each does. */
export const SHOWN_KEYS: [keys: string[], command: Command][] = [
  [['j', '↓'], 'next'],
  [['k', '↑'], 'previous'],
  [['Enter'], 'open'],
  [['e'], 'assign'],
  [['p'], 'prioritise'],
  [['g'], 'tag'],
  [['t'], 'triage'],
  [['h'], 'hold'],
  [['d'], 'duplicate'],
  [['c'], 'cancel'],
  [['u'], 'undo'],
  [['/'], 'search'],
  [['?'], 'help'],
];

/** Those for many at once. */
export const SHOWN_KEYS_OF_MANY: typeof SHOWN_KEYS = [
  [['x'], 'check'],
  [['Shift J', 'Shift ↓'], 'check_next'],
  [['Shift K', 'Shift ↑'], 'check_previous'],
  [['Shift X'], 'check_to'],
  [['*'], 'check_all'],
  [['z', 'Ctrl Z'], 'undo_many'],
];
