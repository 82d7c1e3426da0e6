import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { checkRules } from '../../../lib/metrics/rules.ts';
import { ALERT_RULES } from '../alerts.ts';
import { CATALOGUE } from '../catalogue.ts';
import { fingerprint } from '../fingerprint.ts';
import { built } from './board.ts';
import { BOARDS } from './boards.ts';
import type { BuiltDashboard } from './built-dashboard.ts';
import { picture } from './picture.ts';

// Checks and writes each dashboard, and a picture of its layout: `npm run dashboards`.
// The library that builds them takes longer to load than a whole synthesis may, so synthesis reads what stands here.

const JSON_FOLDER = join(__dirname, 'built');
const PICTURES = join(__dirname, '..', '..', '..', 'docs', 'dashboards');

async function build(): Promise<void> {
  for (const folder of [JSON_FOLDER, PICTURES]) mkdirSync(folder, { recursive: true });
  for (const board of BOARDS) {
    const dashboard = built(board);
    await write(board.uid, dashboard);
    writeFileSync(join(PICTURES, `${board.uid}.svg`), picture(dashboard as BuiltDashboard));
  }
  checkRules(CATALOGUE, ALERT_RULES);
  // Written last: it says that all of the above passed this catalogue.
  await write('checked', { catalogue: fingerprint(CATALOGUE), rules: fingerprint(CATALOGUE, ALERT_RULES) });
}

async function write(name: string, content: object): Promise<void> {
  const file = join(JSON_FOLDER, `${name}.json`);
  writeFileSync(file, await format(JSON.stringify(content), { ...(await resolveConfig(file)), filepath: file }));
}

void build();
