import Bowser from 'bowser';

const KINDS: Record<string, 'computer' | 'phone' | 'tablet'> = { desktop: 'computer', mobile: 'phone', tablet: 'tablet' };

/** What a browser says of itself, in words that its owner knows. Programs and what is unknown are `other`. */
export function deviceOf(userAgent: string | null) {
  const { browser, os, platform } = Bowser.parse(userAgent?.slice(0, 500) || 'unknown');
  const isComputer = os.name === 'Chrome OS';
  return { browser: browser.name || null, system: os.name || null, kind: isComputer ? 'computer' : (KINDS[platform.type ?? ''] ?? 'other') } as const;
}
