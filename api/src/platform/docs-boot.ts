/**
 * Runs in /api/docs before the reference does, which writes style elements and attributes as it goes and tries whether `eval` is allowed. A strict
 * policy refuses all three; so elements get the answer's nonce, attributes are set the way scripts may set them, and the third is answered beforehand.
 */
export const BOOT = `
globalThis.__zod_globalConfig = { jitless: true };
const nonce = document.querySelector('meta[property=csp-nonce]').content;

const make = document.createElement.bind(document);
document.createElement = (name, options) => Object.assign(make(name, options), name === 'style' ? { nonce } : {});

const set = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (name === 'style') this.style.cssText = value;
  else set.call(this, name, value);
};

const html = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
Object.defineProperty(Element.prototype, 'innerHTML', {
  ...html,
  set(text) {
    html.set.call(this, String(text).replaceAll(' style="', ' data-style="'));
    for (const styled of this.querySelectorAll('[data-style]')) styled.style.cssText = styled.dataset.style;
  },
});
`;
