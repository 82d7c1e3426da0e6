import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { built } from './board.ts';
import { BOARDS } from './boards.ts';
import type { BuiltDashboard } from './built-dashboard.ts';
import { picture } from './picture.ts';

// Writes each dashboard, and a picture of its layout: `npm run dashboards`.
// The library that builds them takes longer to load than a whole synthesis may, so synthesis reads what stands here.

const JSON_FOLDER = join(__dirname, 'built');
const PICTURES = join(__dirname, '..', '..', '..', 'docs', 'dashboards');

async function build(): Promise<void> {
  for (const folder of [JSON_FOLDER, PICTURES]) mkdirSync(folder, { recursive: true });
  for (const board of BOARDS) {
    const dashboard = built(board);
    const file = join(JSON_FOLDER, `${board.uid}.json`);
    writeFileSync(file, await format(JSON.stringify(dashboard), { ...(await resolveConfig(file)), filepath: file }));
    writeFileSync(join(PICTURES, `${board.uid}.svg`), picture(dashboard as BuiltDashboard));
  }
}

void build();
