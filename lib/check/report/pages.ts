import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The page of a rule, in Markdown. The bundle has all pages in a file of its own (`bin/bundle.js`) instead of reading them here. */
export function rulePage(family: string, id: string): string {
  return readFileSync(path.join(__dirname, '../rules', family, `${id}.md`), 'utf8');
}
