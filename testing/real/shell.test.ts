import { spawnSync } from 'node:child_process';
import { made, the } from '../../charts/testing.ts';
import type { Manifest } from '../../lib/manifest/manifest.ts';
import { program } from '../program.ts';
import { describeWith } from './programs.ts';

// Every shell line of the output, chart values included, and every flag of the exporters.

interface ShellLine {
  /** `CronJob blog-system/mysql-backup spec.….command` */
  readonly where: string;
  readonly shell: string;
  /** As `set` would name them: `euo pipefail`. */
  readonly options: string;
  readonly script: string;
}

/** What is judged. */
const output = made();

const SHELL = /(?:^|\/)(bash|dash|ash|sh)$/;

/** Lists of words that call a shell with a script, and texts that begin with `#!`, anywhere below a value. */
function* shellLines(value: unknown, where: string): Generator<ShellLine> {
  if (typeof value === 'string') {
    const shell = /^#!\s*\S*?(?:env +|\/)(bash|dash|ash|sh)\b/.exec(value)?.[1];
    if (shell !== undefined) yield { where, shell, options: '', script: value };
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const words: readonly unknown[] = Array.isArray(value) ? value : [];
  const at = words.findIndex((word) => typeof word === 'string' && SHELL.test(word));
  const flag = words.findIndex((word, index) => index > at && typeof word === 'string' && /^-\w*c$/.test(word));
  if (at !== -1 && flag !== -1) {
    const options = words
      .slice(at + 1, flag + 1)
      .join(' ')
      .replace(/-| ?c$/g, '')
      .trim();
    yield { where, shell: SHELL.exec(String(words[at]))?.[1] ?? '', options, script: String(words[flag + 1]) };
    return;
  }
  for (const [key, child] of Object.entries(value)) yield* shellLines(child, `${where}.${key}`);
}

function linesOf({ manifests }: { readonly manifests: readonly Manifest[] }): ShellLine[] {
  return manifests.flatMap(({ object }) => [
    ...shellLines(object, `${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name} `),
  ]);
}

const shellcheck = program('shellcheck');

/** What shellcheck has to say, nothing when it is content; `--` ends the options that a caller sets. */
function checked({ shell, options, script }: ShellLine): string {
  const set = options === '' ? '' : `set -${options}\n`;
  const args = [`--shell=${shell === 'ash' ? 'dash' : shell}`, '--severity=style', '--format=gcc', '-'];
  const { stdout, stderr } = spawnSync(shellcheck ?? '', args, { input: `${set}${script}`, encoding: 'utf8' });
  return stdout + stderr;
}

describeWith({ shellcheck }, 'shell lines of the output', () => {
  test('each of them passes shellcheck', () => {
    const lines = linesOf(output);

    expect(lines.map(({ where }) => where)).toContain(
      'CronJob blog-system/mysql-backup .spec.jobTemplate.spec.template.spec.initContainers.0.command',
    );
    expect(lines.map((line) => ({ where: line.where, said: checked(line) })).filter(({ said }) => said !== '')).toEqual([]);
  });

  test.each([
    ['a list of words', { command: ['/bin/sh', '-ec', 'rm $file'] }, { where: 'x.command', shell: 'sh', options: 'e', script: 'rm $file' }],
    [
      'options one by one',
      ['bash', '-euo', 'pipefail', '-c', 'ls $a'],
      { where: 'x', shell: 'bash', options: 'euo pipefail', script: 'ls $a' },
    ],
    [
      'a file',
      { data: { run: '#!/usr/bin/env bash\nls $a' } },
      { where: 'x.data.run', shell: 'bash', options: '', script: '#!/usr/bin/env bash\nls $a' },
    ],
  ])('… and a bad one in %s would be seen', (_, value, line) => {
    const found = [...shellLines(value, 'x')];

    expect(found).toEqual([line]);
    expect(found.map(checked).join('')).toMatch(/SC2086|SC2154/);
  });
});

/**
 * Flags that a release documents, as far as ours are among them; `true` where the flag takes a value.
 * @see https://github.com/prometheus/mysqld_exporter/blob/v0.16.0/README.md
 * @see https://github.com/nginx/nginx-prometheus-exporter/blob/v1.4.2/README.md
 * @see https://curl.se/docs/manpage.html
 * @see https://dev.mysql.com/doc/refman/8.0/en/mysqladmin.html
 */
const FLAGS: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  'mysql-exporter': {
    'config.my-cnf': true,
    'collect.auto_increment.columns': false,
    'collect.binlog_size': false,
    'collect.engine_innodb_status': false,
    'collect.global_status': false,
    'collect.global_variables': false,
    'collect.info_schema.clientstats': false,
    'collect.info_schema.innodb_cmp': false,
    'collect.info_schema.innodb_cmpmem': false,
    'collect.info_schema.innodb_metrics': false,
    'collect.info_schema.innodb_tablespaces': false,
    'collect.info_schema.processlist': false,
    'collect.info_schema.query_response_time': false,
    'collect.info_schema.tables': false,
    'collect.info_schema.tablestats': false,
    'collect.info_schema.userstats': false,
    'collect.perf_schema.eventsstatements': false,
    'collect.perf_schema.eventswaits': false,
    'collect.perf_schema.file_events': false,
    'collect.perf_schema.indexiowaits': false,
    'collect.perf_schema.tableiowaits': false,
    'collect.perf_schema.tablelocks': false,
    'collect.slave_status': false,
  },
  'nginx-exporter': {
    'nginx.scrape-uri': true,
    'nginx.timeout': true,
    'web.listen-address': true,
    'web.telemetry-path': true,
    'log.level': true,
    'log.format': true,
  },
  'otel-agent-download': {
    fail: false,
    silent: false,
    'show-error': false,
    location: false,
    retry: true,
    'retry-all-errors': false,
    'retry-connrefused': false,
    'connect-timeout': true,
    'max-time': true,
    output: true,
  },
  mysqladmin: { host: true, silent: false, port: true, user: true, 'connect-timeout': true },
};

/** Flags of a command line, with the words `--flag value` and `--flag=value` alike. */
function unknownFlags(words: readonly string[], documented: Readonly<Record<string, boolean>>): string[] {
  return words
    .filter((word) => word.startsWith('-'))
    .filter((word) => {
      const [name = '', value] = word.replace(/^--/, '').split(/=(.*)/s);
      const takes = Object.hasOwn(documented, name) ? documented[name] : undefined;
      return takes === undefined || (value !== undefined && !takes);
    });
}

interface Called {
  readonly name: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly startupProbe?: { readonly exec: { readonly command: readonly string[] } };
}

/** A container of the output by its name, init containers too. */
function container(kind: string, workload: string, name: string): Called | undefined {
  const { spec } = the(output, kind, workload)['spec'].template as { spec: { initContainers?: Called[]; containers: Called[] } };
  return [...(spec.initContainers ?? []), ...spec.containers].find((each) => each.name === name);
}

test.each([
  ['mysql-exporter', container('Deployment', 'mysql-exporter', 'mysql-exporter')?.args, 6],
  ['nginx-exporter', container('Deployment', 'nginx-exporter', 'nginx-exporter')?.args, 1],
  ['otel-agent-download', container('Rollout', 'was', 'otel-agent-download')?.command?.slice(1), 7],
  ['mysqladmin', container('Deployment', 'mysql', 'mysql')?.startupProbe?.exec.command.slice(1), 2],
])('every flag of %s is documented', (program, words = [], amount) => {
  const flags = words.filter((word) => word.startsWith('-'));

  expect(flags).toHaveLength(amount);
  expect(unknownFlags(words, FLAGS[program] ?? {})).toEqual([]);
});

test('… and one that is not would be seen', () => {
  const words = ['--collect.info_schema.table', '--collect.slave_status=yes', '--config.my-cnf=/x', 'config'];

  expect(unknownFlags(words, FLAGS['mysql-exporter'] ?? {})).toEqual(['--collect.info_schema.table', '--collect.slave_status=yes']);
});
