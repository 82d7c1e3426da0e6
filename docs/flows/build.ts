import { writeFileSync } from 'node:fs';
import { flowsPage } from './page.ts';

writeFileSync('docs/flows.md', flowsPage());
