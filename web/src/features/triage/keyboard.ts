/** What a key of the desk asks for. */
export type Command =
  'next' | 'previous' | 'open' | 'assign' | 'prioritise' | 'tag' | 'triage' | 'hold' | 'duplicate' | 'cancel' | 'check' | 'undo' | 'search' | 'help';

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
  u: 'undo',
  '/': 'search',
  '?': 'help',
};

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented'>;
/** Where the key was pressed: in a field, on something that has keys of its own, in the list, or elsewhere. */
export type Where = 'field' | 'control' | 'list' | 'page';

/** What the key asks for there. Arrows and Enter belong to what has the focus, except in the list. */
export function commandFor(pressed: Pressed, where: Where): Command | undefined {
  if (pressed.defaultPrevented || pressed.ctrlKey || pressed.metaKey || pressed.altKey || where === 'field') return undefined;
  const isOwn = pressed.key === 'Enter' || pressed.key.startsWith('Arrow');
  return isOwn && where === 'control' ? undefined : KEYS[pressed.key];
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
  [['x'], 'check'],
  [['u'], 'undo'],
  [['/'], 'search'],
  [['?'], 'help'],
];
