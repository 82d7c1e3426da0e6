import { check } from './check.ts';
import { documentObject } from './document.ts';
import { configKeyExists } from './rules/references/config-key-exists.ts';
import { deployment } from './testing.ts';

const script = (options: string) => documentObject('Script', 'secrets', { text: `kubectl create secret generic db -n shop ${options}` });
const reader = deployment({
  namespace: 'shop',
  container: { env: [{ name: 'P', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] },
});

test.each([
  ['that key', '--from-literal=password="$(openssl rand -hex 16)"', []],
  ['that key in quotes', `--from-literal='user=x' --from-literal 'password=y'`, []],
  ['a file of that name', '--from-file=password=./p.txt', []],
  ['what a variable says', '--from-literal=user=x $MORE', []],
  ['what stands behind a pipe', '--from-literal=user="$(head -c 9 /dev/urandom | base64)" --from-literal=password=x', []],
  ['a folder', '--from-file=secrets', []],
  [
    'another key',
    '--from-literal=root-password=x --from-file=conf/my.cnf',
    ['Secret db has no key "password", it has root-password, my.cnf'],
  ],
])('knows the keys of a Secret that a script makes with %s', (_, options, says) => {
  const findings = check([{ object: script(options) }, { object: reader }], { rules: [configKeyExists] });

  expect(findings.map(({ message }) => message)).toEqual(says);
});
