/** Choices made in lists before the page's script came, which would put them back: gives what makes them again once the page stands. */
export function earlyChoices(): () => void {
  const isChosen = (list: HTMLSelectElement) => [...list.options].some((option) => option.selected !== option.defaultSelected);
  const made = [...document.querySelectorAll('select')].filter(isChosen).map((list) => [list, list.value] as const);
  return () => {
    for (const [list, value] of made) {
      if (!list.isConnected || list.value === value) continue;
      list.value = value;
      list.dispatchEvent(new Event('change', { bubbles: true }));
    }
  };
}
