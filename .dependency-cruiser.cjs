// Arrows run one way: cli → demo → emulator → collector → storage → core, demo → forwarder → storage, and the pixel stands by
// itself: the cli hands its files to the collector. What crosses them goes through a package's index.
const packages = ['core', 'storage', 'forwarder', 'collector', 'pixel', 'emulator', 'demo', 'cli']

/** A package may import those before it in the list, and none behind. */
const backArrows = packages.map((name, index) => ({
  name: `${name}-imports-no-later-package`,
  severity: 'error',
  from: { path: `^packages/${name}/src` },
  to: {
    path: packages
      .slice(index + 1)
      .map((later) => `^packages/${later}/`)
      .concat('^$'),
  },
}))

module.exports = {
  forbidden: [
    ...backArrows,
    {
      name: 'collector-and-forwarder-apart',
      comment: 'What takes events in and what sends them on meet in the storage alone.',
      severity: 'error',
      from: { path: '^packages/(collector|pixel|emulator)/' },
      to: { path: '^packages/forwarder/' },
    },
    {
      name: 'pixel-by-itself',
      comment: 'It runs in browsers, and may take no more of ours than the core.',
      severity: 'error',
      from: { path: '^packages/pixel/' },
      to: { path: '^packages/(storage|collector)/' },
    },
    {
      name: 'events-manager-by-itself',
      comment:
        'It runs in browsers and speaks the API: the core may explain there, the servers stay behind it. It gives the tag template away.',
      severity: 'error',
      from: { path: '^packages/events-manager/src' },
      to: { path: '^packages/(?!events-manager/|core/|integrations/gtm/template[.]tpl)' },
    },
    {
      name: 'nothing-imports-events-manager',
      comment: 'The cli hands its built files to the collector.',
      severity: 'error',
      from: { path: '^packages/(?!events-manager/)' },
      to: { path: '^packages/events-manager/' },
    },
    {
      name: 'nothing-served-is-emulated',
      comment:
        'What a server is made of does without the emulator: tests and the demo run against it, and the cli starts it.',
      severity: 'error',
      from: { path: '^packages/(?!emulator/|demo/|cli/)' },
      to: { path: '^packages/emulator/' },
    },
    {
      name: 'emulator-without-the-pixel',
      comment: 'Whoever starts it hands it the files of the pixel.',
      severity: 'error',
      from: { path: '^packages/emulator/' },
      to: { path: '^packages/pixel/' },
    },
    {
      name: 'examples-use-what-everyone-has',
      comment: 'An example imports the package as a shop would.',
      severity: 'error',
      from: { path: '^examples/' },
      to: {
        path: '^packages/',
        pathNot: '^packages/(pixel/src/npm/(index|react|vue)|emulator/src/index)[.]ts$',
      },
    },
    {
      name: 'core-is-pure',
      comment: 'No clock, no randomness, no network, no Node modules: values come in, values go out.',
      severity: 'error',
      from: { path: '^packages/core/src', pathNot: '[.]test[.]ts$|[.]fixture[.]ts$' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    {
      name: 'through-the-front-door',
      comment: "A package's inside is its own: others import an index of it that its package.json exports.",
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: {
        path: '^packages/[^/]+/',
        pathNot:
          '^packages/($1)/|^packages/[^/]+/(src/index|src/[a-z]+/index|src/report/quality/index|testing/index)[.]ts$|^packages/integrations/gtm/template[.]tpl$|/dist/index[.]',
      },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    // What an example builds itself with is installed with the example.
    {
      name: 'resolvable',
      severity: 'error',
      from: { pathNot: '^examples/[^/]+/vite[.]config[.]js$' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
  },
}
