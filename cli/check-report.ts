import path from 'node:path';
import { version } from '../package.json';
import type { Finding } from '../lib/check/check.ts';
import { githubReport } from '../lib/check/report/github.ts';
import { jsonReport } from '../lib/check/report/json.ts';
import { junitReport } from '../lib/check/report/junit.ts';
import { sarifReport } from '../lib/check/report/sarif.ts';
import { textReport } from '../lib/check/report/text.ts';
import { rules } from '../lib/check/rules/index.ts';
import { InputError } from '../lib/errors.ts';
import { didYouMean } from '../lib/values/nearest.ts';
import type { Checked } from './check-paths.ts';
import type { Palette } from './io.ts';

const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;

export type Format = (typeof FORMATS)[number];

export function formatOf(word: string): Format {
  const found = FORMATS.find((each) => each === word);
  if (found === undefined) throw new InputError('slipway check --format', `there is no format "${word}"`, didYouMean(word, FORMATS));
  return found;
}

/**
 * The findings in a format. Files are told from PATH in json and junit; in the others, which people and platforms open from the
 * folder where slipway was called, from there.
 */
export function report(format: Format, { findings, root, textOf }: Checked, color: Palette): string {
  const below = fromHere(root);
  const here = findings.map((each): Finding => (each.file === undefined ? each : { ...each, file: `${below}${each.file}` }));
  switch (format) {
    case 'json':
      return jsonReport(findings);
    case 'junit':
      return junitReport(findings);
    case 'sarif':
      return sarifReport(here, rules, version);
    case 'github':
      return githubReport(here);
    case 'text':
      return textReport(here, { paint: color, textOf: (file) => textOf(file.slice(below.length)) });
  }
}

/** `apps/` for a folder below the current one; nothing for one that is not below it. */
function fromHere(root: string): string {
  const relative = path.relative(process.cwd(), root).replaceAll(path.sep, '/');
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? '' : `${relative}/`;
}
