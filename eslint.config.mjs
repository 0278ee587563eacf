import js from '@eslint/js';
import sonarjs from 'eslint-plugin-sonarjs';
import tseslint from 'typescript-eslint';

const typed = {
  languageOptions: {
    parserOptions: {
      project: ['tsconfig.core.json', 'tsconfig.vscode.json', 'webview/tsconfig.json', 'test/tsconfig.json', 'test/host/tsconfig.json'],
      tsconfigRootDir: import.meta.dirname,
    },
  },
};

/** Shipped code: a file fits in the head, a function on a screen. */
const sizeBudget = {
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 50 }],
  'max-params': ['error', 4],
  complexity: 'off', // replaced by the cognitive measure, which reads as people do
  'sonarjs/cognitive-complexity': ['error', 10],
};

const shared = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  'no-warning-comments': 'error',
  eqeqeq: 'error',
};

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', 'node_modules/**', 'test-results/**', '**/*.cjs'] },
  js.configs.recommended,
  ...tseslint.configs.recommended.map(config => ({ ...config, files: ['**/*.ts'] })),
  { files: ['**/*.ts'], plugins: { sonarjs }, ...typed, rules: shared },
  { files: ['src/**/*.ts', 'webview/**/*.ts'], rules: sizeBudget },
  { files: ['test/**/*.ts', 'bench/**/*.ts'], rules: { 'max-lines': ['error', { max: 400 }] } },
  {
    files: ['scripts/**/*.mjs', '*.mjs', 'test/**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
);
