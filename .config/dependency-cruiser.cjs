/**
 * Who may import whom. The table of docs/architecture.md, enforced.
 * A run that saw no module, or could not resolve one, fails too (see check.ts).
 */
const inside = (name) => `^packages/${name}/`;

/** Package → the siblings its shipped code may import. */
const layers = {
  contracts: [],
  'audit-log': [],
  consent: ['contracts'],
  catalogue: ['contracts'],
  scoring: ['contracts'],
  allocation: ['contracts'],
  workbench: ['contracts', 'scoring'],
  db: ['contracts'],
  sdk: ['contracts', 'audit-log'],
  sandbox: ['contracts', 'consent', 'catalogue', 'scoring', 'audit-log'],
  console: ['contracts'],
  agency: ['contracts', 'catalogue'],
  cli: [
    'contracts',
    'agency',
    'allocation',
    'sdk',
    'sandbox',
    'scoring',
    'workbench',
    'audit-log',
    'catalogue',
  ],
};
const TESTS = '[.]test[.]tsx?$|/test/|/testing/';

module.exports = {
  forbidden: [
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '[.]css$' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'packages-never-import-apps',
      severity: 'error',
      from: { path: '^(packages|examples)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-never-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'pure-packages-know-no-node',
      severity: 'error',
      from: {
        path: '^packages/(contracts|consent|catalogue|scoring|allocation|audit-log)/src',
        pathNot: TESTS,
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shipped-code-imports-no-test',
      severity: 'error',
      from: { path: '/src/', pathNot: TESTS },
      to: { path: '[.]test[.]tsx?$' },
    },
    ...Object.entries(layers).map(([name, allowed]) => ({
      name: `layer-${name}`,
      severity: 'error',
      from: { path: inside(name), pathNot: TESTS },
      to: { path: '^packages/', pathNot: [name, ...allowed].map(inside) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|generated|[.]astro)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
