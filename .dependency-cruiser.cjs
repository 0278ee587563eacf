// Import directions of this repository. Each rule is one sentence of ARCHITECTURE.md.
const PLUMBING = 'base/|domain/|numeric/|platform/|workbench/';
const CAPABILITY = `^src/(?!${PLUMBING})([^/]+)/`; // any other folder of src is a capability
const EDGE = '^src/(extension[.]ts$|workbench/|[^/]+/vscode/)'; // code that runs in the extension host
const CONTRACT = '^src/[^/]+/contract[.]ts$';
const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    error(
      'no-cycles',
      'Values never depend on each other in a circle.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    error(
      'vscode-at-the-edge',
      "Only extension.ts, workbench/ and <capability>/vscode/ import 'vscode'.",
      { path: '^src/', pathNot: EDGE },
      { path: '^vscode$|node_modules/@types/vscode/' },
    ),
    error(
      'core-ignores-edge',
      'Host-free code never imports the code that faces VS Code.',
      { path: '^src/', pathNot: EDGE },
      { path: EDGE },
    ),
    error(
      'host-stays-thin',
      'In the extension host a capability is its vscode/ room and its contract; the work is in the engine process.',
      { path: EDGE },
      { path: '^src/(?!base/|domain/|platform/|workbench/)[^/]+/', pathNot: ['^src/[^/]+/vscode/', CONTRACT] },
    ),
    error(
      'rooms-meet-at-contracts',
      "A capability's vscode/ room sees no other capability's room: what it offers is handed in by extension.ts.",
      { path: '^src/([^/]+)/vscode/' },
      { path: '^src/[^/]+/vscode/', pathNot: '^src/$1/' },
    ),
    error('base-imports-nothing', 'base/ stands alone.', { path: '^src/base/' }, { path: '^src/', pathNot: '^src/base/' }),
    error(
      'nouns-and-numbers-import-base',
      'domain/ and numeric/ see only base/.',
      { path: '^src/(domain|numeric)/' },
      { path: '^src/', pathNot: '^src/(base|$1)/' },
    ),
    error(
      'kernels-do-no-io',
      'base/, domain/ and numeric/ use no Node built-in.',
      { path: '^src/(base|domain|numeric)/' },
      { dependencyTypes: ['core'] },
    ),
    error(
      'plumbing-knows-no-capability',
      'platform/ and workbench/ are used by capabilities, never the reverse.',
      { path: '^src/(platform|workbench)/' },
      { path: CAPABILITY },
    ),
    error(
      'capabilities-meet-at-contracts',
      "A capability sees another's contract.ts and nothing else of it.",
      { path: CAPABILITY },
      { path: CAPABILITY, pathNot: ['^src/$1/', CONTRACT] },
    ),
    error(
      'workers-only-compute',
      'What a worker loads, directly or not, opens no store, network or host.',
      { path: '[.]worker[.]ts$' },
      { path: '^src/(store|language|workbench)/', pathNot: '/contract[.]ts$', reachable: true },
    ),
    error(
      'webview-sees-contracts',
      'Webview code sees base/, domain/ and contracts.',
      { path: '^webview/' },
      { path: '^src/', pathNot: '^src/(base/|domain/|[^/]+/contract[.]ts$)' },
    ),
    error(
      'webview-pages-stand-apart',
      'A page sees webview/kit and itself, no other page.',
      { path: '^webview/([^/]+)/' },
      { path: '^webview/', pathNot: '^webview/($1|kit)/' },
    ),
    error(
      'toolkit-behind-kit',
      '@vscode/webview-ui-toolkit is imported by webview/kit only, so that it can be replaced in one folder.',
      { path: '^webview/', pathNot: '^webview/kit/' },
      { path: 'webview-ui-toolkit|@microsoft/fast' },
    ),
    error('src-ignores-webview', 'Nothing in src/ imports webview/.', { path: '^src/' }, { path: '^webview/' }),
    error('nothing-imports-tests', 'Shipped code never imports test code.', { path: '^(src|webview)/' }, { path: '^test/' }),
    error('unit-tests-need-no-host', 'test/unit runs in plain Node.', { path: '^test/unit/' }, { path: EDGE, reachable: true }),
    error('no-orphans', 'Every module is used.', { orphan: true, pathNot: ['[.]d[.]ts$', '^webview/[^/]+/main[.]ts$'] }, {}),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out)/' },
  },
};
