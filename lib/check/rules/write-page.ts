import { writeFileSync } from 'node:fs';
import { FAMILIES } from './index.ts';
import { rulesPage } from './page.ts';

writeFileSync('docs/rules.md', rulesPage(FAMILIES));
