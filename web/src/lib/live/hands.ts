/** What the person is doing with the page: nothing; something that is over in a moment; something begun that a new page would disturb. */
export type Hands = 'free' | 'moving' | 'busy';

const STILL_AFTER_MS = 1_500;
const IN_TEXT = 'textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const isBegun = (control: Control) =>
  control.isConnected &&
  (control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type) ? control.checked : control.value !== '');

/** Watches the person’s hands, until `stop`. */
export function watchHands() {
  let movedAt = -STILL_AFTER_MS;
  const touched = new Set<Control>();
  const moved = () => (movedAt = performance.now());
  const typed = ({ target }: Event) => void touched.add(target as Control);
  const sent = ({ target }: Event) => {
    for (const control of touched) if (control.form === target) touched.delete(control);
  };
  const watched: [string, (event: Event) => void][] = [
    ['keydown', moved],
    ['pointerdown', moved],
    ['input', typed],
    ['submit', sent],
    ['reset', sent],
  ];
  for (const [type, react] of watched) document.addEventListener(type, react, true);
  return {
    now: (): Hands => {
      const isInText = document.activeElement?.matches(IN_TEXT) ?? false;
      if (isInText || document.querySelector('dialog[open]') || [...touched].some(isBegun)) return 'busy';
      return performance.now() - movedAt < STILL_AFTER_MS ? 'moving' : 'free';
    },
    stop: () => {
      for (const [type, react] of watched) document.removeEventListener(type, react, true);
    },
  };
}
