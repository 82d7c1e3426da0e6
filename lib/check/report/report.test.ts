import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { Finding } from '../check.ts';
import { rules } from '../rules/index.ts';
import schema from '../../../testing/sarif/sarif-schema-2.1.0.json';
import { baselineText, newFindings, readBaseline } from './baseline.ts';
import { fingerprint } from './fingerprint.ts';
import { githubReport } from './github.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { sarifReport } from './sarif.ts';
import { summary, textReport, type Paint } from './text.ts';

const plain = (text: string): string => text;
const paint: Paint = { bold: plain, dim: plain, red: plain, yellow: plain, cyan: plain };

const selector: Finding = {
  rule: 'service-selects-pods',
  severity: 'error',
  object: { apiVersion: 'v1', kind: 'Service', namespace: 'blog', name: 'web' },
  file: 'apps/web, old.yaml',
  line: 3,
  path: 'spec.selector',
  message: 'no pod template carries app=wep\n100%',
  why: 'The Service has no endpoints.',
  fix: 'Did you mean app=web?',
};
const node: Finding = {
  rule: 'node',
  severity: 'info',
  object: { apiVersion: 'v1', kind: 'Node', name: 'a<b>&"c"' },
  path: '',
  message: 'a note',
  fix: 'Read it.',
};

test('JSON has every field in every finding', () => {
  expect(JSON.parse(jsonReport([selector, node]))).toEqual({
    findings: [{ ...selector }, { ...node, object: { ...node.object, namespace: '' }, file: '', line: 1 }],
  });
});

test('GitHub gets one line a finding, with what its commands give a meaning escaped', () => {
  expect(githubReport([selector, node]).split('\n')).toEqual([
    '::error file=apps/web%2C old.yaml,line=3,title=service-selects-pods%3A Service web::spec.selector: no pod template carries app=wep%0A100%25%0AThe Service has no endpoints.%0ADid you mean app=web?',
    '::notice title=node%3A Node a<b>&"c"::a note%0ARead it.',
  ]);
});

test('JUnit has a suite for each file; a remark is no failure', () => {
  expect(junitReport([selector, node])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="slipway check" tests="2" failures="1">
  <testsuite name="apps/web, old.yaml" tests="1" failures="1">
    <testcase name="Service blog/web spec.selector" classname="service-selects-pods" file="apps/web, old.yaml" line="3"><failure type="error" message="no pod template carries app=wep&#10;100%">no pod template carries app=wep&#10;100%&#10;The Service has no endpoints.&#10;Did you mean app=web?</failure></testcase>
  </testsuite>
  <testsuite name="slipway check" tests="1" failures="0">
    <testcase name="Node a&lt;b&gt;&amp;&quot;c&quot;" classname="node"><system-out>a note&#10;Read it.</system-out></testcase>
  </testsuite>
</testsuites>`);
});

test('JUnit of a clean tree is one passed case', () => {
  expect(junitReport([])).toContain('<testcase name="no findings" classname="slipway"/>');
});

/** The official schema. It is in draft 4, of which it uses nothing that later drafts read differently but `id`. */
function sarifFaults(text: string): unknown {
  const { $schema: _, id: __, ...draft } = schema;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(draft);
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

test('SARIF keeps to its schema, whatever stands in the tree', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 20 });
  const finding = fc.record({
    rule: fc.constantFrom('service-selects-pods', 'node', 'exception-unused'),
    severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
    object: fc.record({ apiVersion: word, kind: word, name: word, namespace: fc.option(word, { nil: undefined }) }),
    file: fc.option(word, { nil: undefined }),
    line: fc.option(fc.integer({ min: 1, max: 1e6 }), { nil: undefined }),
    path: word,
    message: word,
    fix: word,
  });

  fc.assert(
    fc.property(fc.array(finding, { maxLength: 5 }), (findings) => {
      expect(sarifFaults(sarifReport(findings, rules, '1.0.0'))).toEqual([]);
    }),
    { numRuns: 50, seed: 3 },
  );
});

test('the schema refuses what is no SARIF', () => {
  expect(sarifFaults('{"version": "2.1.0", "runs": [{"tool": {}, "results": [{"level": "bad"}]}]}')).not.toEqual([]);
});

test('SARIF tells the rule, the place and a fingerprint', () => {
  const { runs } = JSON.parse(sarifReport([selector], rules, '1.0.0')) as {
    runs: { results: unknown[]; tool: { driver: { rules: { id: string; helpUri: string }[] } } }[];
  };

  expect(runs[0]?.tool.driver.rules.map(({ id, helpUri }) => [id, helpUri])).toEqual([
    ['service-selects-pods', 'https://kubernetes.io/docs/concepts/services-networking/service/#services-with-selectors'],
  ]);
  expect(runs[0]?.results).toEqual([
    {
      ruleId: 'service-selects-pods',
      ruleIndex: 0,
      level: 'error',
      message: {
        text: 'Service blog/web spec.selector: no pod template carries app=wep\n100%\nThe Service has no endpoints.\nDid you mean app=web?',
      },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'apps/web,%20old.yaml' }, region: { startLine: 3 } },
          logicalLocations: [{ fullyQualifiedName: 'Service blog/web spec.selector', kind: 'object' }],
        },
      ],
      partialFingerprints: { 'slipwayFinding/v1': fingerprint(selector) },
    },
  ]);
});

test('the text is grouped by file, with the line that is meant', () => {
  const second: Finding = { ...selector, severity: 'warning', line: 2, path: 'metadata.name', message: 'another', why: undefined };

  expect(textReport([selector, second, node], { paint, textOf: () => 'kind: Service\nmetadata: x\n  selector: {app: wep}\n' }))
    .toBe(`apps/web, old.yaml

  error Service blog/web spec.selector [service-selects-pods]
    no pod template carries app=wep 100%
    3 |   selector: {app: wep}
      |   ^^^^^^^^^^^^^^^^^^^^
    The Service has no endpoints.
    fix: Did you mean app=web?

  warning Service blog/web metadata.name [service-selects-pods]
    another
    2 | metadata: x
      | ^^^^^^^^^^^
    fix: Did you mean app=web?

without a file

  note Node a<b>&"c" [node]
    a note
    fix: Read it.`);
  expect(summary([selector, second, node], 34)).toBe('1 error, 1 warning, 1 note in 34 objects');
  expect(summary([], 1)).toBe('no findings in 1 object');
});

test('what follows from a mistake is said once, whatever the number of objects that make it', () => {
  const again: Finding = { ...selector, object: { ...selector.object, name: 'api' } };

  expect(textReport([selector, again], { paint, textOf: () => undefined })).toBe(`apps/web, old.yaml

  error Service blog/web spec.selector [service-selects-pods]
    no pod template carries app=wep 100%
    The Service has no endpoints.
    fix: Did you mean app=web?

  error Service blog/api spec.selector [service-selects-pods]
    no pod template carries app=wep 100%
    fix: Did you mean app=web?`);
});

test('a stranger’s tree cannot move the cursor', () => {
  const text = textReport([{ ...selector, message: '\u001b[2Jgone' }], { paint, textOf: () => '\n\n\u001b]0;x\u0007' });

  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test('a baseline hides what it knows, wherever its lines have gone, and as often as it knows it', () => {
  const known = readBaseline(baselineText([selector, node]), 'known.json');
  const moved: Finding = { ...selector, line: 40 };
  const worse: Finding = { ...selector, message: 'something else' };

  expect(newFindings([moved, node], known)).toEqual([]);
  expect(newFindings([moved, { ...moved, line: 50 }, worse], known)).toEqual([{ ...moved, line: 50 }, worse]);
});

test.each(['no json', '{"findings": []}'])('a baseline of another kind is refused: %s', (text) => {
  expect(() => readBaseline(text, 'known.json')).toThrow(/^known\.json: .*Write it again with --write-baseline\.$/);
});
