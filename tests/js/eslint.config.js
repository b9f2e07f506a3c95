/* Rules for the scripts that browsers load, for the tests' probes and for the checks themselves. */

const browser = Object.fromEntries(
  `window document navigator location performance fetch console crypto atob btoa Image Option Blob FormData Event CustomEvent MutationObserver
  ResizeObserver BroadcastChannel AbortController AbortSignal TextDecoderStream URL URLSearchParams DOMMatrix CSS CSSStyleSheet Intl requestAnimationFrame
  cancelAnimationFrame setTimeout clearTimeout queueMicrotask structuredClone getComputedStyle L`
    .split(/\s+/)
    .map((name) => [name, "readonly"])
);

const rules = {
  "array-callback-return": "error",
  "constructor-super": "error",
  "dot-notation": "error",
  eqeqeq: "error",
  "for-direction": "error",
  "getter-return": "error",
  "no-class-assign": "error",
  "no-cond-assign": "error",
  "no-const-assign": "error",
  "no-constant-binary-expression": "error",
  "no-dupe-args": "error",
  "no-dupe-else-if": "error",
  "no-dupe-keys": "error",
  "no-duplicate-case": "error",
  "no-duplicate-imports": "error",
  "no-empty": "error",
  "no-eval": "error",
  "no-fallthrough": "error",
  "no-func-assign": "error",
  "no-implicit-globals": "error",
  "no-implied-eval": "error",
  "no-import-assign": "error",
  "no-irregular-whitespace": "error",
  "no-loss-of-precision": "error",
  "no-new-func": "error",
  "no-redeclare": "error",
  "no-self-assign": "error",
  "no-self-compare": "error",
  "no-setter-return": "error",
  "no-shadow-restricted-names": "error",
  "no-sparse-arrays": "error",
  "no-this-before-super": "error",
  "no-throw-literal": "error",
  "no-undef": "error",
  "no-unreachable": "error",
  "no-unsafe-finally": "error",
  "no-unsafe-optional-chaining": "error",
  "no-unused-vars": ["error", { args: "after-used", argsIgnorePattern: "^_", caughtErrors: "none" }],
  "no-useless-catch": "error",
  "no-useless-escape": "error",
  "no-useless-rename": "error",
  "no-use-before-define": ["error", { functions: false, variables: false }],
  "no-var": "error",
  "no-void": "off", // says that nothing comes back
  "object-shorthand": "error",
  "prefer-const": ["error", { destructuring: "all" }],
  "prefer-object-has-own": "error",
  "use-isnan": "error",
  "valid-typeof": "error",
};

/** Words that could stand for anything, as in tests/test_names.py: a noun of the field says more. */
const EMPTY = ["said", "told", "asked", "it", "one", "here", "made", "seen"];

/** Rooms whose names have been gone through; add a room when it has. */
const DONE = ["assets/core/*.js", "assets/page-data/*.js"];

export default [
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["assets/**/*.js", "tests/e2e/probe/*.js"], languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: browser }, rules },
  { files: DONE, rules: { "id-denylist": ["error", ...EMPTY] } },
  {
    files: ["tests/js/**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: { URL: "readonly", btoa: "readonly" } },
    rules,
  },
];
