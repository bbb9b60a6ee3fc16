const SCRIPT = '/service-worker.js';

type Policies = {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => { createScriptURL: (url: string) => unknown };
};

/** Scripts are loaded by trusted addresses only (vite.config.ts, `trusted-types`): this policy knows one, whatever it is asked for. */
const trusted = (() => {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  return (policies?.createPolicy('steward-service-worker', { createScriptURL: () => SCRIPT }).createScriptURL('') ?? SCRIPT) as string;
})();

export const registerWorker = () => navigator.serviceWorker.register(trusted, { type: 'module' });
