type Policies = { createPolicy: (name: 'default', rules: { createScriptURL: (url: string) => string }) => unknown; defaultPolicy: unknown };

const allowed = new Set<string>();

/** The page lets no script start by its address alone: these workers may, and others are refused as before. One policy for all, as there can be only one. */
export function allowWorkers(...urls: readonly string[]): void {
  for (const url of urls) allowed.add(new URL(url, location.href).href);
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  if (!policies || policies.defaultPolicy) return;
  const refuse = (): never => {
    throw new TypeError('This worker may not start.');
  };
  policies.createPolicy('default', { createScriptURL: (url) => (allowed.has(new URL(url, location.href).href) ? url : refuse()) });
}
