import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** What makes markup or code out of text. Messages and names are other people's: they are put into a page as text. */
const textToMarkup = [
  ...["innerHTML", "outerHTML", "insertAdjacentHTML", "srcdoc", "setHTMLUnsafe", "parseHTMLUnsafe"],
  ...["createContextualFragment", "dangerouslySetInnerHTML"],
];
const asText = "Make elements and set their textContent.";

export default tseslint.config(
  {
    ignores: [
      "**/dist/**",
      "**/coverage/**",
      ".cache/**",
      "**/node_modules/**",
      "test/package/fixtures/**",
      "packages/chatjs/ambient/**",
      "packages/*/temp/**",
    ],
  },
  js.configs.recommended,
  {
    files: ["{packages,apps,examples}/**"],
    rules: {
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-restricted-properties": [
        "error",
        ...textToMarkup.map((property) => ({ property, message: asText })),
        ...["write", "writeln"].map((property) => ({ object: "document", property, message: asText })),
      ],
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // Objects here are closures of factories: no method has a this.
      "@typescript-eslint/unbound-method": "off",
      "max-params": ["error", 4],
      "no-console": "error",
    },
  },
  {
    files: ["packages/chatjs/src/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "TSEnumDeclaration", message: "Use a const object and a type of the same name." },
        { selector: "ExportAllDeclaration", message: "List the names." },
        { selector: "ExportDefaultDeclaration", message: "Export by name." },
      ],
    },
  },
  {
    files: ["packages/chatjs/src/**/*.ts"],
    ignores: [
      "packages/chatjs/src/platform/**",
      "packages/chatjs/src/parts/*/*Platform.ts",
      "packages/chatjs/src/{global,doctorCli}.ts",
      "**/*.test.ts",
    ],
    rules: {
      "no-restricted-globals": [
        "error",
        ...[
          "window",
          "self",
          "globalThis",
          "document",
          "navigator",
          "fetch",
          "WebSocket",
          "crypto",
          "console",
          "setTimeout",
          "clearTimeout",
          "setInterval",
          "clearInterval",
          "queueMicrotask",
          "performance",
        ].map((name) => ({ name, message: "Ask platform/ for it." })),
        { name: "Date", message: "Ask platform/ for the time." },
      ],
    },
  },
  {
    files: ["**/*.test.ts", "**/*.test-d.ts", "test/**/*.{ts,tsx}", "bench/**/*.ts"],
    rules: {
      "no-script-url": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-explicit-any": "off",
      "max-params": "off",
      "no-console": "off",
    },
  },
  {
    // Written as their readers would write a page.
    files: ["examples/**/*.{ts,tsx}"],
    rules: {
      "no-console": "off",
      // Streams' types do not say which connection a contact's is, and nothing else tells the state that was chosen.
      "@typescript-eslint/no-deprecated": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
    },
  },
  {
    // What they import is installed where they are run: the compiler checks them there.
    files: ["examples/{next,react,react-native}/**/*.{ts,tsx}"],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    // The compiler checks it, and knows the names of a page; a page's own script in the second.
    files: ["packages/emulator/src/ccp/page/*.js", "examples/html-widget/*.js"],
    rules: { "no-undef": "off" },
  },
  {
    files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        fetch: "readonly",
        AbortSignal: "readonly",
        Buffer: "readonly",
        module: "writable",
        require: "readonly",
      },
    },
  },
);
