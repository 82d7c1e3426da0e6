import { check } from '../../check.ts';
import { documentObject } from '../../document.ts';
import { inFile } from '../../testing.ts';
import { scriptPathsExist } from './script-paths-exist.ts';

const script = (text: string) => inFile('addons/install.sh', documentObject('Script', 'addons/install', { text }));
const files = new Set([
  'addons/install.sh',
  'addons/values/kiali.yaml',
  'addons/values/prometheus.yaml',
  'manifests/base/kustomization.yaml',
]);

test('says nothing where the files of the tree are unknown', () => {
  expect(check([script('kubectl apply -f nowhere/x.yaml')], { rules: [scriptPathsExist] })).toEqual([]);
});

test.each([
  ['a file beside the script', 'helm install kiali kiali/kiali-server -f values/kiali.yaml', []],
  ['a folder of the tree', 'kubectl apply -k manifests/base\nkubectl apply -k ../manifests/base/', []],
  ['URLs, variables and standard input', 'kubectl apply -f https://a/b.yaml -f "$FILE" -f -', []],
  ['what the script writes itself', 'kubectl get cm -o yaml > out/cm.yaml\nkubectl apply -f out/cm.yaml', []],
  [
    'files of a folder that the tree does not have, of which it may be a part',
    'helm install p prometheus/x -f other/monitoring/values.yaml',
    [],
  ],
  [
    'a file of a folder that is not there, between others that are',
    'kubectl apply -k manifests/base\nhelm install k kiali/kiali-server -f addons/values/kiali.yaml\nhelm install p prometheus/x -f monitoring/prometheus/values.yaml',
    ['line 3: helm is given monitoring/prometheus/values.yaml, which is not in the tree'],
  ],
  [
    'files that an option names: one that is there, one that is written, and one of a folder that is not',
    'lint --config addons/values/kiali.yaml && lint --output-file addons/values/report.yaml && lint --config=rules/all.yaml',
    [],
  ],
  [
    'a file that an option names, beside others',
    'convert --pipeline manifests/base/kustomisation.yaml rules/',
    ['line 1: convert is given manifests/base/kustomisation.yaml, which is not in the tree'],
  ],
  ['another folder that it goes to', 'cd /tmp/x\nkubectl apply -f a/b.yaml', []],
  [
    'a slip',
    'helm install p prometheus/x -f values/promethus.yaml',
    ['line 1: helm is given values/promethus.yaml, which is not in the tree'],
  ],
  [
    'a file that is changed in its place',
    'sed -i "s/a/b/" manifests/base/kustomization.yaml\nyq -i .a=1 manifests/base/kustomization.yaml\nsed s/a/b/ nowhere/x.yaml',
    [],
  ],
  [
    'a file to change that was moved',
    'sed -i "s/a/b/" manifests/kustomization.yaml',
    ['line 1: sed is given manifests/kustomization.yaml, which is not in the tree'],
  ],
  ['a folder that is gone', 'kubectl apply -k overlays/prod', ['line 1: kubectl is given overlays/prod, which is not in the tree']],
])('judges %s', (_, text, says) => {
  const findings = check([script(text)], { rules: [scriptPathsExist], files });

  expect(findings.map(({ message }) => message)).toEqual(says);
});
