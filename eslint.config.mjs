import js from '@eslint/js'
import regexp from 'eslint-plugin-regexp'
import globals from 'globals'
import tseslint from 'typescript-eslint'

const plainError = {
  selector: "ThrowStatement > NewExpression[callee.name='Error']",
  message: 'Throw one of the errors of @segment/actions-core: the platform reads its status.'
}

export default tseslint.config(
  { ignores: ['dist', '.dist-*', 'coverage', 'reports', '.stryker-tmp', '**/generated-*.ts'] },
  js.configs.recommended,
  {
    // A stranger may have written the text, so no pattern may take time that grows with its square.
    ignores: ['__tests__/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false, ignoreSticky: false }]
    }
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off'
    }
  },
  {
    files: ['src/destinations/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', plainError],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'lodash', message: 'Import lodash/<method>.' },
            { name: 'crypto', importNames: ['createHash'], message: 'Segment hashes in its own helper.' }
          ]
        }
      ]
    }
  },
  { files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: globals.node } }
)
