import { globSync, readFileSync } from 'node:fs';
import { parse } from 'svelte/compiler';
import { inRoot } from './commands.ts';

/** Words that stay as they are in every language. */
const NAMES = new Set(['Steward', 'English', 'Español', 'Ctrl', 'Esc', 'Enter']);
const READ_ALOUD = new Set(['alt', 'aria-description', 'aria-label', 'aria-placeholder', 'aria-roledescription', 'label', 'placeholder', 'title']);

type Message = { text: string; file: string };
type Found = { messages: Map<string, Message>; faults: string[] };

/** Is every string of the portal a message, and every message there, whole, in each language? Each fault is one line. */
export function faultsInMessages(): string[] {
  const settings = JSON.parse(readFileSync(inRoot('web/project.inlang/settings.json'), 'utf8'));
  const patterns: string[] = [settings['plugin.inlang.messageFormat'].pathPattern].flat();
  const locales = (settings.locales as string[]).map((locale) => ({ locale, ...messagesOf(locale, patterns) }));
  const base = locales.find(({ locale }) => locale === settings.baseLocale)!;
  const others = locales.filter((other) => other !== base);
  return [
    ...locales.flatMap(({ faults }) => faults),
    ...others.flatMap(({ locale, messages }) => compare(base.messages, messages, locale)),
    ...unused([...base.messages.keys()]),
    ...globSync('web/src/**/*.svelte', { cwd: inRoot() }).flatMap(wordsInTemplate),
  ];
}

function messagesOf(locale: string, patterns: readonly string[]): Found {
  const messages = new Map<string, Message>();
  const faults: string[] = [];
  for (const pattern of patterns) {
    const file = `web/${pattern.replace('./', '').replace('{locale}', locale)}`;
    for (const [key, value] of Object.entries(JSON.parse(readFileSync(inRoot(file), 'utf8')))) {
      if (key.startsWith('$')) continue;
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      const earlier = messages.get(key);
      if (earlier) faults.push(`${file}: ${key} is also in ${earlier.file}`);
      if (text.trim() === '') faults.push(`${file}: ${key} is empty`);
      messages.set(key, { text, file });
    }
  }
  return { messages, faults };
}

function compare(base: Found['messages'], other: Found['messages'], locale: string): string[] {
  const missing = [...base].filter(([key]) => !other.has(key)).map(([key, { file }]) => `${file}: ${key} has no ${locale}`);
  const extra = [...other].filter(([key]) => !base.has(key)).map(([key, { file }]) => `${file}: ${key} is only in ${locale}`);
  const differing = [...base].flatMap(([key, { text }]) => {
    const twin = other.get(key);
    if (!twin) return [];
    if (placeholders(text) !== placeholders(twin.text)) return [`${twin.file}: ${key} has other placeholders than the base language`];
    // Names of measures and values between signs are the same in every language.
    const isSentence = text.split(/\s+/).length >= 4 && /\p{Ll}{2}/u.test(text.replaceAll(/\{[^}]*\}/g, ''));
    return isSentence && text === twin.text ? [`${twin.file}: ${key} is not translated`] : [];
  });
  return [...missing, ...extra, ...differing];
}

const placeholders = (text: string) => [...new Set(text.match(/\{\s*\w+\s*\}/g)?.map((p) => p.replaceAll(/\s/g, '')))].toSorted().join();

/** A key counts as used when it stands in a source file, or starts like a key that is put together there (`status_${…}`). */
function unused(keys: readonly string[]): string[] {
  const files = globSync('web/src/**/*.{svelte,ts}', { cwd: inRoot() }).filter((file) => !file.includes('paraglide/') && !file.endsWith('.gen.ts'));
  const source = files.map((file) => readFileSync(inRoot(file), 'utf8')).join('\n');
  const words = new Set(source.match(/\w+/g));
  const prefixes = [...source.matchAll(/[`'"](\w+_)(?:\$\{|['"] ?\+)/g)].map(([, prefix]) => prefix!);
  return keys
    .filter((key) => !words.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))
    .map((key) => `web/messages: nothing uses ${key}`);
}

type Node = { type?: string; name?: string; data?: string; start?: number; value?: unknown };

function wordsInTemplate(file: string): string[] {
  const code = readFileSync(inRoot(file), 'utf8');
  const found: string[] = [];
  const note = (node: Node) => {
    const words = (node.data?.match(/\p{L}{2,}/gu) ?? []).filter((word) => !NAMES.has(word));
    if (words.length > 0) found.push(`${file}:${code.slice(0, node.start).split('\n').length}: "${node.data!.trim()}" is not a message`);
  };
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (!node || typeof node !== 'object') return;
    const one = node as Node;
    if (one.type === 'RegularElement' && (one.name === 'style' || one.name === 'script' || one.name === 'code')) return;
    if (one.type === 'Text') return note(one);
    if (one.type === 'Attribute') {
      if (READ_ALOUD.has(one.name ?? '')) walk(one.value);
      return;
    }
    Object.values(one).forEach(walk);
  };
  walk(parse(code, { modern: true }).fragment);
  return found;
}
