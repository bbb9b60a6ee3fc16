type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What a person made of a control other than the server sent it: the property and its value, or nothing. */
function made(control: Control): ['checked', boolean] | ['value', string] | undefined {
  if (control instanceof HTMLSelectElement)
    return [...control.options].some((option) => option.selected !== option.defaultSelected) ? ['value', control.value] : undefined;
  if (control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type)) {
    // Of radio buttons, the one picked brings the others along.
    const isTheirs = control.checked !== control.defaultChecked && (control.checked || control.type === 'checkbox');
    return isTheirs ? ['checked', control.checked] : undefined;
  }
  if (control.type === 'hidden' || control.type === 'file' || control.value === control.defaultValue) return undefined;
  return ['value', control.value];
}

/** What was ticked, picked, typed and unfolded before the page's script came, which would put it back: gives what makes it again once the page stands. */
export function earlyChoices(): () => void {
  const early = [...document.querySelectorAll<Control>('input, select, textarea')].flatMap((control) => {
    const choice = made(control);
    return choice ? [{ control, choice }] : [];
  });
  const unfolded = [...document.querySelectorAll('details')].filter(({ open }) => open);
  return () => {
    for (const details of unfolded) if (details.isConnected) details.open = true;
    for (const { control, choice } of early) {
      const [property, value] = choice;
      if (!control.isConnected || Reflect.get(control, property) === value) continue;
      Reflect.set(control, property, value);
      for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
    }
  };
}
