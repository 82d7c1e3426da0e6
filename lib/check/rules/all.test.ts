import { readdirSync } from 'node:fs';
import { join } from 'node:path';

// Every rule's own test, in one suite: jest.config.js says when. Each by itself would load the program once a rule.

const FAMILIES = readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());

for (const { name: family } of FAMILIES) {
  for (const file of readdirSync(join(__dirname, family)).filter((name) => name.endsWith('.test.ts'))) {
    describe(`${family}/${file}`, () => {
      jest.requireActual(join(__dirname, family, file));
    });
  }
}
