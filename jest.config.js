const swc = ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }];

/** Packages that exist as ES modules only; Jest on Node 20 requires CommonJS. */
const MODULES_ONLY = ['@octokit', 'before-after-hook', 'content-type', 'json-with-bigint', 'toad-cache', 'universal-[a-z-]+'];

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['**/*.test.ts'],
  // Jest would leave one core idle; most suites wait for git and for processes of their own.
  maxWorkers: '100%',
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/build/', '/.slipway/'],
  modulePathIgnorePatterns: ['/.slipway/', '/build/'],
  transform: { '^.+\\.ts$': swc, '/node_modules/.+\\.js$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${MODULES_ONLY.join('|')})/)`],
};
