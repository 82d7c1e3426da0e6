import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Core rules of ESLint that the type checker does not stand in for. */
const core = {
  eqeqeq: 'error',
  'guard-for-in': 'error',
  'no-constant-binary-expression': 'error',
  'no-else-return': 'error',
  'no-empty': 'error',
  'no-fallthrough': 'error',
  'no-irregular-whitespace': 'error',
  'no-loss-of-precision': 'error',
  'no-misleading-character-class': 'error',
  'no-param-reassign': 'error',
  'no-self-compare': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-unsafe-finally': 'error',
  'no-useless-escape': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'prefer-template': 'error',
};

/** The hand that CONTRIBUTING.md describes. */
const style = [
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
  { selector: 'TSEnumDeclaration', message: 'Write a union of literals.' },
  { selector: "CallExpression[callee.property.name='forEach']", message: 'Write for…of.' },
  {
    selector: "CallExpression[callee.property.name=/^(localeCompare|toLocale\\w+)$/], NewExpression[callee.object.name='Intl']",
    message: 'Output must not depend on the locale: compare with <, print digits yourself.',
  },
];

/** In tests a small builder may be a `const`. */
const declarations = {
  selector: ':matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator > ArrowFunctionExpression',
  message: 'A named function is a function declaration.',
};

/** What would make two runs on the same inventory differ. */
const clockAndDice = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Manifests know no clock.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Manifests know no clock.' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Manifests know no chance.' },
];

export default defineConfig(
  globalIgnores(['imports/*.{io,com}.ts', 'imports/charts/*-*.ts', 'build/', 'dist/', '.slipway/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...core,
      'no-restricted-syntax': ['error', ...style, declarations],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'cdk8s-plus-30', message: "Import from 'cdk8s-plus-30/lib/imports/k8s': the rest costs start-up time." }] },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // `[...text]` takes a text apart by code point, which is what is wanted.
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }],
      // cdk8s hands out its classes through guards such as ApiObject.isApiObject.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Its counterpart forbids the `!` that this one asks for.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // A construct enters the tree by being made; many are never held.
      'no-new': 'off',
      // tsconfig.json has noPropertyAccessFromIndexSignature: a key that may be missing is written in brackets.
      '@typescript-eslint/dot-notation': 'off',
      // `() => say(…)` is how a callback without a result is written here.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // The spec of a Kubernetes object is typed where it is made and judged where it is read (lib/manifest/manifest.ts).
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['charts/**/*.ts', 'lib/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing.ts', 'lib/deliver/**', 'lib/synth/**'],
    rules: { 'no-restricted-syntax': ['error', ...style, declarations, ...clockAndDice] },
  },
  {
    files: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...style],
      // fast-check and Jest hand over and take functions that promise nothing.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // The Grafana that is installed reads the first schema of dashboards, which the library calls deprecated.
    files: ['charts/observability/dashboards/**/*.ts'],
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { __dirname: 'readonly', module: 'writable', process: 'readonly', require: 'readonly' },
    },
    rules: { ...core, 'no-undef': 'error', 'no-unused-vars': 'error' },
  },
  { files: ['**/*.mjs'], rules: core },
);
