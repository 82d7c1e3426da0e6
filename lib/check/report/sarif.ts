import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Finding } from '../check.ts';
import type { Rule } from '../rule.ts';
import { fingerprint } from './fingerprint.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * SARIF 2.1.0 for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. Files are told relative to the
 * repository, and a fingerprint keeps a finding the same when lines move.
 */
export function sarifReport(findings: readonly Finding[], rules: readonly Rule[], version: string): string {
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  const log: Log = {
    version: '2.1.0',
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    runs: [
      {
        tool: {
          driver: {
            name: 'slipway',
            version,
            rules: ids.map((id) =>
              descriptor(
                id,
                rules.find((rule) => rule.id === id),
              ),
            ),
          },
        },
        results: findings.map((finding) => result(finding, ids)),
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function descriptor(id: string, rule: Rule | undefined): ReportingDescriptor {
  if (rule === undefined) return { id };
  const [link] = /https?:\/\/[^\s;,)]+/.exec(rule.source) ?? [];
  return {
    id,
    shortDescription: { text: rule.asks },
    help: { text: `${rule.asks} Source: ${rule.source}. More: slipway explain ${id}` },
    ...(link === undefined ? {} : { helpUri: link }),
    defaultConfiguration: { level: LEVELS[rule.severity] },
  };
}

function result(finding: Finding, ids: readonly string[]): Result {
  const { rule, severity, object, file, line, path, message, why, fix } = finding;
  const name = `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`;
  const sentences = [`${name}${path === '' ? '' : ` ${path}`}: ${message}`, why, fix].filter((each) => each !== undefined && each !== '');
  const logical = [{ fullyQualifiedName: path === '' ? name : `${name} ${path}`, kind: 'object' }];
  const physical =
    file === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: encodeURI(file).replaceAll('#', '%23').replaceAll('?', '%3F') },
            region: { startLine: line ?? 1 },
          },
        };
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: LEVELS[severity],
    message: { text: sentences.join('\n') },
    locations: [{ ...physical, logicalLocations: logical }],
    partialFingerprints: { 'slipwayFinding/v1': fingerprint(finding) },
  };
}
