import { isKeyName, isLiteral, isSecretName, secretLines, secretShape } from './secrets.ts';

// Put together from parts, so that no scanner takes this file for a leak.
const joined = (...parts: string[]) => parts.join('');

test.each([
  [joined('AKIA', 'IOSFODNN7', 'ABCDEFG'), 'an AWS access key'],
  [joined('ghp', '_', 'a'.repeat(36)), 'a GitHub token'],
  [joined('https://hooks.slack', '.com/services/T000/B000/abc'), 'a Slack webhook URL'],
  [joined('-----BEGIN RSA PRIVATE', ' KEY-----'), 'a private key'],
  [joined('npm', '_', 'a'.repeat(36)), 'an npm token'],
  [joined('hvs', '.', 'A'.repeat(24)), 'a Vault token'],
  [joined('AccountKey', '=', 'A'.repeat(86), '=='), 'an Azure storage key'],
  ['postgres://app:hunter2@db:5432/app', 'a URL with a password'],
])('knows %s by its look', (value, name) => {
  expect(secretShape(value)).toBe(name);
});

test.each([
  'postgres://app:$(PASSWORD)@db/app',
  'postgres://${USER}:${PASSWORD}@db',
  'mailto:me@example.com',
  'jdbc:mysql://mysql-service:3306/boarddb',
  'ghcr.io/acme/web@sha256:ab',
  'https://hooks.slack.com/services/YOUR/SLACK/WEBHOOK',
  joined('-----BEGIN RSA PRIVATE', ' KEY-----\n...\n-----END RSA PRIVATE KEY-----'),
])('takes %s for no secret', (value) => {
  expect(secretShape(value)).toBeUndefined();
});

test.each([
  'MYSQL_ROOT_PASSWORD',
  'apiKey',
  'aws_secret_access_key',
  'spring.datasource.password',
  'githubToken',
  'jwtSecret',
  '--password',
])('%s is the name of a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  'passwordKey',
  'existingSecret',
  'secretName',
  'tokenTtl',
  'tls.secret',
  'publicKey',
  'key',
  'secretKey',
  'password_file',
  'MYSQL_USER',
])('%s is not', (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each([
  '$(PASSWORD)',
  '${PASSWORD}',
  '<password>',
  '/run/secrets/password',
  '{{ .Values.password }}',
  '',
  'true',
  '"${X}"',
  '****',
  'disabled-for-guests',
  'ext:/app/scripts/login.sh',
  'pullsecret:argocd/registry',
  'env:REGISTRY_LOGIN#token',
])('%j stands for a value', (value) => {
  expect(isLiteral(value)).toBe(false);
});

test('finds the lines of a script that give a password away', () => {
  const script = [
    '# password = example',
    'mysqldump -h db -uroot -phunter2 app',
    'mysqldump -h db -p"$PASSWORD" app',
    'curl --token abcdef',
    'export API_KEY=abcdef',
    'password = ${env}',
    'mysql --port 3306',
    'kubectl create secret generic db --from-literal=password=abcdef --from-literal=user=app',
    "echo -n 'abcdef' | base64",
    'echo YWJj | base64 -d',
  ].join('\n');

  const lines = [...secretLines(script)];

  expect(lines).toEqual([
    { line: 2, name: '-p', value: '' },
    { line: 4, name: '--token', value: 'abcdef' },
    { line: 5, name: 'API_KEY', value: 'abcdef' },
    { line: 8, name: 'password', value: 'abcdef' },
    { line: 9, name: 'echo | base64', value: '' },
  ]);
});

test.each([
  ['authKey', 'auth'],
  ['accessKey', 'minio-access-key'],
  ['api_key', 'api.token'],
])('%s: %s names a key of a Secret', (name, value) => {
  expect(isKeyName(name, value)).toBe(true);
});

test.each([
  ['authKey', 'x7Gk2'],
  ['accessKey', 'minioadmin'],
  ['password', 'redis-password'],
])('%s: %s is the value itself', (name, value) => {
  expect(isKeyName(name, value)).toBe(false);
});
