const swc = ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }];

/** Packages that exist as ES modules only; Jest on Node 20 requires CommonJS. */
const MODULES_ONLY = ['js-yaml', '@octokit', 'before-after-hook', 'content-type', 'json-with-bigint', 'toad-cache', 'universal-[a-z-]+'];

/**
 * A whole run asks all rules' tests in one suite, which loads the program once instead of 500 times: minutes less. Where
 * somebody names what to run, each test is a suite of its own.
 */
const whole = process.argv.slice(2).every((word) => word.startsWith('-'));
const twice = whole ? '<rootDir>/lib/check/rules/[a-z-]+/' : '<rootDir>/lib/check/rules/all\\.test';

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['**/*.test.ts'],
  // Jest would leave one core idle; most suites wait for git and for processes of their own.
  maxWorkers: '100%',
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/build/', '/.slipway/', twice],
  modulePathIgnorePatterns: ['/.slipway/', '/build/'],
  // As the program has it: js-yaml's other form copies every field of its state one by one, and takes twice the time.
  moduleNameMapper: { '^js-yaml$': '<rootDir>/node_modules/js-yaml/dist/js-yaml.mjs' },
  transform: { '^.+\\.ts$': swc, '/node_modules/.+\\.m?js$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${MODULES_ONLY.join('|')})/)`],
};
