// Rebuilds ../vendor from the npm packages of package-lock.json: `npm ci && node build.mjs`.
// Writes style sheets (_sizes.scss says what differs from the published ones), scripts, pictures, licences,
// and the fixtures that the tests hold the page kit to. Removes node_modules at the end: it must not be embedded.

import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { compile } from "sass";

import { mojFixtures } from "./moj-fixtures.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const vendor = join(here, "..", "vendor");
const fixtures = join(here, "..", "..", "tests", "fixtures");
const govukComponents = join(modules, "govuk-frontend/dist/govuk/components");
const moj = join(modules, "@ministryofjustice/frontend");

const libraries = [
  {
    name: "govuk-frontend",
    package: "govuk-frontend",
    sheet: "govuk.scss",
    script: join(modules, "govuk-frontend/dist/govuk/govuk-frontend.min.js"),
    holder: "Crown Copyright (Government Digital Service)",
    source: "https://github.com/alphagov/govuk-frontend",
  },
  {
    name: "moj-frontend",
    package: "@ministryofjustice/frontend",
    sheet: "moj.scss",
    script: join(moj, "moj/moj-frontend.min.js"),
    holder: "Crown Copyright (Ministry of Justice)",
    source: "https://github.com/ministryofjustice/moj-frontend",
  },
];

const components = [
  "back-link", "breadcrumbs", "button", "character-count", "checkboxes", "date-input", "details", "error-message",
  "error-summary", "fieldset", "footer", "generic-header", "hint", "input", "inset-text", "label",
  "notification-banner", "pagination", "panel", "password-input", "phase-banner", "radios", "select",
  "service-navigation", "skip-link", "summary-list", "table", "tabs", "tag", "task-list", "textarea", "warning-text",
];

for (const library of libraries) {
  const out = join(vendor, library.name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, "images"), { recursive: true });

  const { css } = compile(join(here, library.sheet), {
    loadPaths: [here, modules],
    style: "compressed",
    quietDeps: true,
  });
  writeFileSync(join(out, `${library.name}.min.css`), `${css.trim()}\n`);

  const script = readFileSync(library.script, "utf8").replace(/\/\/# sourceMappingURL=.*\s*$/, "\n");
  writeFileSync(join(out, `${library.name}.min.js`), script);

  // Only pictures that the style sheet names.
  for (const [, picture] of css.matchAll(/url\("?(images\/[^)"]+)"?\)/g)) {
    cpSync(join(moj, "moj/assets", picture), join(out, picture));
  }
  if (readdirSync(join(out, "images")).length === 0) rmSync(join(out, "images"), { recursive: true });

  const { version } = JSON.parse(readFileSync(join(modules, library.package, "package.json"), "utf8"));
  writeFileSync(join(out, "VERSION"), `${library.package} ${version}\n`);
  writeFileSync(join(out, "LICENCE"), licence(library.holder));
  writeFileSync(join(out, "README.md"), readme(library, version));
}

mkdirSync(join(fixtures, "govuk"), { recursive: true });
for (const component of components) {
  cpSync(join(govukComponents, component, "fixtures.json"), join(fixtures, "govuk", `${component}.json`));
}
mkdirSync(join(fixtures, "moj"), { recursive: true });
for (const [component, content] of Object.entries(mojFixtures(modules))) {
  writeFileSync(join(fixtures, "moj", `${component}.json`), `${JSON.stringify(content, null, 2)}\n`);
}

rmSync(modules, { recursive: true, force: true });

function readme(library, version) {
  return `# ${library.name} ${version}

From the npm package \`${library.package}\` ${version} (${library.source}), MIT licence.

- \`${library.name}.min.css\` is compiled by sass from \`assets/build/${library.sheet}\`, compressed, with the settings of
  \`assets/build/_sizes.scss\`: a typeface that is not reserved for gov.uk (\`$govuk-font-family\`), a page width of
  1180 px (\`$govuk-page-width\`), and only the components that the page kit has. No crown, crest or logo.
- \`${library.name}.min.js\` is the package's own, without the line that names its source map.

To refresh: change the versions in \`assets/build/package.json\`, then \`npm install && node build.mjs\` there.
To build the same again: \`npm ci && node build.mjs\`.
`;
}

function licence(holder) {
  return `The MIT License (MIT)

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`;
}
