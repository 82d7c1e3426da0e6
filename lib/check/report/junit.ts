import type { Finding } from '../check.ts';
import { addTo } from '../../values/multimap.ts';

/**
 * JUnit's XML as build servers read it: one suite a file, one case a finding; an error or warning is a failure, a remark is
 * text beside a passed case. A tree without findings is one passed case, because an empty report counts as a broken one.
 */
export function junitReport(findings: readonly Finding[]): string {
  const byFile = new Map<string, Finding[]>();
  for (const each of findings) {
    addTo(byFile, each.file ?? '', each);
  }
  const suites =
    byFile.size === 0 ? [suite('slipway check', ['    <testcase name="no findings" classname="slipway"/>'], 0)] : [...byFile].map(suiteOf);
  const failures = findings.filter(isFailure).length;
  const tests = Math.max(1, findings.length);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="slipway check" tests="${tests}" failures="${failures}">\n${suites.join('\n')}\n</testsuites>`;
}

function suiteOf([file, findings]: readonly [string, readonly Finding[]]): string {
  return suite(file === '' ? 'slipway check' : file, findings.map(caseOf), findings.filter(isFailure).length);
}

function suite(name: string, cases: readonly string[], failures: number): string {
  return `  <testsuite name="${escaped(name)}" tests="${cases.length}" failures="${failures}">\n${cases.join('\n')}\n  </testsuite>`;
}

function caseOf(finding: Finding): string {
  const { rule, severity, object, file, line, path, message, why, fix } = finding;
  const name = `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}${path === '' ? '' : ` ${path}`}`;
  const place = file === undefined ? '' : ` file="${escaped(file)}" line="${line ?? 1}"`;
  const text = escaped([message, why, fix].filter((each) => each !== undefined && each !== '').join('\n'));
  const body = isFailure(finding)
    ? `<failure type="${severity}" message="${escaped(message)}">${text}</failure>`
    : `<system-out>${text}</system-out>`;
  return `    <testcase name="${escaped(name)}" classname="${escaped(rule)}"${place}>${body}</testcase>`;
}

function isFailure({ severity }: Finding): boolean {
  return severity !== 'info';
}

/** Characters that XML gives a meaning, and those that it has no way to write. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')

    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
