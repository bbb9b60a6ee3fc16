/** The architecture, enforced. Capabilities know only those further down: a line here may import the lines above it, never those below. */
const DOWNHILL = [
  'kernel',
  'platform',
  'people',
  'sites',
  'catalog',
  'devices',
  'work-orders',
  'condition',
  'notices',
  'network',
  'capital',
  'reports',
  'surveys',
  'technology',
  'plan',
];

const CAPABILITY = '^api/src/([^/]+)/';
const QUERIES = 'queries\\.ts$';
const TEST = '\\.test\\.ts$';
const BUILDER = '\\.testing\\.ts$';
const OUTSIDE_PRODUCTION = [TEST, BUILDER];

const noUphill = DOWNHILL.slice(0, -1).map((name, i) => ({
  name: `${name}-stays-downhill`,
  severity: 'error',
  comment: `${name} may not know ${DOWNHILL.slice(i + 1).join(', ')}: ${DOWNHILL.join(' ← ')}.`,
  from: { path: `^api/src/${name}/`, pathNot: OUTSIDE_PRODUCTION },
  to: { path: `^api/src/(${DOWNHILL.slice(i + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'could-not-resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^\\$(app|env)', '/paraglide/', '^node:', '\\.wasm\\?url$', '/\\$types$'] },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment: 'rules/ may import rules/ and kernel/: no package, no Node, no SQL, no clock.',
      from: { path: '^api/src/.+/rules/', pathNot: TEST },
      to: { pathNot: ['^api/src/.+/rules/', '^api/src/kernel/'] },
    },
    {
      name: 'front-door-only',
      severity: 'error',
      comment: 'Another capability is reached through its index.ts.',
      from: { path: CAPABILITY, pathNot: OUTSIDE_PRODUCTION },
      to: { path: CAPABILITY, pathNot: ['^api/src/$1/', '^api/src/[^/]+/index\\.ts$', '^api/src/(kernel|platform)/'] },
    },
    {
      name: 'sql-lives-in-queries',
      severity: 'error',
      comment: 'Only queries (and present, and test builders) know tables; auth hands better-auth its own; platform keeps books of its own.',
      from: {
        path: '^api/src/[^/]+/',
        pathNot: [QUERIES, '/present[^/]*$', '^api/src/platform/', '^api/src/people/auth\\.ts$', ...OUTSIDE_PRODUCTION],
      },
      to: { path: '^db/src/schema/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'routes-do-not-touch-sql',
      severity: 'error',
      comment: 'A route asks a use case, which has the transaction.',
      from: { path: 'routes\\.ts$' },
      to: { path: QUERIES, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { path: '^(api|db|web)/src/', pathNot: [...OUTSIDE_PRODUCTION, '^db/src/testing'] },
      to: { path: [TEST, BUILDER, '^db/src/testing'] },
    },
    {
      name: 'web-never-imports-api-or-db',
      severity: 'error',
      comment: 'The OpenAPI document is the contract between them.',
      from: { path: '^web/' },
      to: { path: '^(api|db|test)/' },
    },
    { name: 'db-knows-no-one', severity: 'error', from: { path: '^db/', pathNot: '^db/src/seed/' }, to: { path: '^(api|web|test)/' } },
    {
      name: 'features-are-neighbours',
      severity: 'error',
      comment: 'features/a never imports features/b; what both need goes down to lib.',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
    },
    { name: 'lib-imports-no-feature', severity: 'error', from: { path: '^web/src/lib/' }, to: { path: '^web/src/(features|routes)/' } },
    ...noUphill,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.svelte-kit|/build/|/paraglide/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['svelte', 'import', 'types', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.svelte', '.json'],
    },
  },
};
