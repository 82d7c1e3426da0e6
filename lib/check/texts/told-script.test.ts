import { helmInstalls } from './helm-installs.ts';
import { toldScript } from './told-script.ts';

test.each<[string, string, string]>([
  ['continued lines', 'kubectl apply \\\n  -f a.yaml', 'kubectl apply    -f a.yaml'],
  ['comments', '# helm install a\nhelm list', '\nhelm list'],
  [
    'aliases',
    "alias k='kubectl --context lab'\nk get pods && k apply -f a.yaml",
    'kubectl --context lab get pods && kubectl --context lab apply -f a.yaml',
  ],
  ['variables that are set once', 'NS=logs\nhelm list -n ${NS}\nhelm list -n "$NS"', 'helm list -n logs\nhelm list -n "logs"'],
  ['variables that are set twice', 'NS=logs\nNS=apps\nhelm list -n $NS', 'helm list -n $NS'],
  ['variables of a loop', 'NS=logs\nfor NS in a b; do\nhelm list -n $NS\ndone', 'helm list -n $NS'],
  ['variables that the shell works out', 'NS=$(cat ns)\nhelm list -n $NS', 'helm list -n $NS'],
  ['copies', 'cp -Rf values.yaml values.yaml_bak\nhelm install a b/a -f values.yaml_bak', 'helm install a b/a -f values.yaml'],
  ['other names that end alike', 'cp a.yaml b.yaml\nkubectl apply -f my-b.yaml -f x/b.yaml', 'kubectl apply -f my-b.yaml -f x/a.yaml'],
])('a script tells %s', (_, script, line) => {
  const told = toldScript(script);

  expect(told).toContain(line);
});

test('releases are read whatever the order of the options', () => {
  const text = [
    'helm upgrade --debug --install --reuse-values vault hashicorp/vault -n vault -f values.yaml --version v0.28.0',
    'helm --kube-context lab install loki oci://registry.example/charts/loki --namespace=logs',
    'helm repo add vault https://helm.example',
    'helm install "$NAME" ./chart --set a=b',
  ].join('\n');

  const installs = [...helmInstalls(text)].map(({ name, written, namespace, version, repository, files }) => ({
    name,
    written,
    namespace,
    version,
    repository,
    files,
  }));

  expect(installs).toEqual([
    { name: 'vault', written: 'hashicorp/vault', namespace: 'vault', version: 'v0.28.0', repository: 'hashicorp', files: ['values.yaml'] },
    {
      name: 'loki',
      written: 'oci://registry.example/charts/loki',
      namespace: 'logs',
      version: undefined,
      repository: 'oci://registry.example/charts',
      files: [],
    },
    { name: undefined, written: './chart', namespace: undefined, version: undefined, repository: undefined, files: [] },
  ]);
});
