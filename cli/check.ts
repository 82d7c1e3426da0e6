import { InputError } from '../lib/errors.ts';
import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';
import { writeNamedFile } from './write-file.ts';

export const check = defineCommand({
  name: 'check',
  summary: 'Find the mistakes in any Kubernetes manifests, ours or not, without a cluster.',
  details:
    'Reads every YAML and JSON file below PATH (- is standard input) as one world: objects, Helm values, workflows, scripts. What is found ' +
    'names object, file and line, what would happen on the cluster, and what to do. The exit code is 1 when something is at least as bad as ' +
    '--fail-on says. An annotation slipway.dev/allow.RULE with a reason excuses a finding (docs/check.md).',
  argument: { name: 'PATH', help: 'file or folder; - for standard input' },
  more: { name: 'PATHS', help: 'further files and folders of the same world' },
  options: {
    format: { type: 'string', value: 'NAME', default: 'text', help: 'text, json, sarif, github or junit' },
    json: { type: 'flag', help: 'as --format json' },
    'fail-on': {
      type: 'string',
      value: 'SEVERITY',
      default: 'error',
      help: 'end with 1 from this severity on: error, warning, info, never',
    },
    only: { type: 'list', value: 'RULE', help: 'ask only this rule; may be repeated, or rules with commas' },
    skip: { type: 'list', value: 'RULE', help: 'do not ask this rule; may be repeated, or rules with commas' },
    baseline: { type: 'string', value: 'FILE', help: 'show only what is not in this file' },
    'write-baseline': { type: 'string', value: 'FILE', help: 'write what is found to a file, for --baseline' },
    against: { type: 'string', value: 'REF|DIR', help: 'compare with the tree as it was: a commit, branch or tag, or a folder' },
    markdown: { type: 'flag', help: 'read the YAML blocks of Markdown files, too' },
    cluster: { type: 'list', value: 'NAME', help: 'what the inventory of this cluster says is known; may be repeated' },
    clusters: { type: 'string', value: 'DIR', default: 'clusters', help: 'folder of the inventories that --cluster names' },
  },
  examples: [
    'check .',
    'check apps/ --fail-on warning',
    'check . --format sarif > slipway.sarif',
    'check . --against origin/main',
    'check - < rendered.yaml',
  ],
  async run(options, io, first, more) {
    const { checkPaths } = await import('./check-paths.ts');
    const { formatOf, report } = await import('./check-report.ts');
    const { isBadEnough, severityOf } = await import('./check-severity.ts');
    const { baselineText } = await import('../lib/check/report/baseline.ts');
    const { summary } = await import('../lib/check/report/text.ts');

    const asked = formatOf(options.format);
    if (options.json && asked !== 'text' && asked !== 'json')
      throw new InputError('slipway check', `it prints JSON or ${asked}, not both`, 'Leave out --json or --format.');
    const format = options.json ? 'json' : asked;
    const worst = severityOf(options['fail-on']);
    const paths = [first, ...more];
    const input = paths.includes('-') ? await io.input() : undefined;
    const today = new Date().toISOString().slice(0, 10);
    const checked = await io.progress.step('Checking', () => checkPaths(paths, { ...options, against: options.against, input, today }));

    for (const note of checked.notes) io.err(`note: ${note}`);
    // A pipeline whose path is wrong, or whose renderer printed nothing, is not a sound tree.
    if (checked.objects === 0) io.err(`note: ${paths.join(', ')}: nothing was found that could be asked about.`);
    if (options['write-baseline'] !== undefined) {
      writeNamedFile(options['write-baseline'], baselineText(checked.findings));
      io.err(`${summary(checked.findings, checked.objects)}, all of them in ${options['write-baseline']} now`);
      return EXIT.ok;
    }
    const text = report(format, checked, io.color);
    if (text !== '') io.out(format === 'text' ? `${text}\n` : text);
    io.err(summary(checked.findings, checked.objects));
    return checked.findings.some(({ severity }) => isBadEnough(severity, worst)) ? EXIT.found : EXIT.ok;
  },
});
