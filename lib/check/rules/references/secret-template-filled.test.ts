import { kube, ruleCases } from '../../testing.ts';
import { secretTemplateFilled } from './secret-template-filled.ts';

const external = (data: Record<string, string>, keys: readonly string[], more: object = {}) =>
  kube(
    'external-secrets.io/v1/ExternalSecret',
    { name: 'db', namespace: 'shop' },
    { spec: { target: { template: { data } }, data: keys.map((secretKey) => ({ secretKey, remoteRef: { key: 'x' } })), ...more } },
  );

ruleCases(secretTemplateFilled, {
  accepts: {
    'values that are fetched': [external({ url: 'postgres://{{ .user }}:{{ .password | urlquery }}@db/shop' }, ['user', 'password'])],
    'a whole entry': [external({ url: '{{ .anything }}' }, ['user'], { dataFrom: [{ extract: { key: 'x' } }] })],
    'a loop': [external({ all: '{{ range $k, $v := . }}{{ $k }}={{ $v }}{{ end }}' }, ['user'])],
    'what is fetched goes beside the template': [
      kube(
        'external-secrets.io/v1/ExternalSecret',
        { name: 'db' },
        { spec: { target: { template: { mergePolicy: 'Merge', data: { url: 'db:5432' } } }, data: [{ secretKey: 'password' }] } },
      ),
    ],
    'everything at once': [external({ 'all.json': '{{ . | toJson }}' }, ['user', 'password'])],
    'a name that is looked up': [external({ key: '{{ index . "tls-key" }}' }, ['tls-key'])],
    'no keys of its own': [external({}, ['user'])],
    'a dot in a text': [external({ url: '{{ printf "%s.%s" .user "a.b" }}' }, ['user'])],
  },
  refuses: {
    'a name with a hyphen': {
      given: [external({ url: 'db://{{ .db-password }}' }, ['db-password'])],
      says: 'the template uses .db, and what is fetched is called db-password',
      fix: 'Write {{ index . "db-password" }}: a name with a hyphen cannot stand behind a dot.',
    },
    'what is fetched and left out': {
      given: [external({ type: 'git', url: 'https://github.com/acme/gitops.git' }, ['username', 'password'])],
      says: 'username and password are fetched, and the template makes type, url without them',
      fix: "Add username: '{{ .username }}', or set mergePolicy: Merge.",
    },
    'a value under another name': {
      given: [external({ config: 'key: {{ .accessKey }}\nsecret: {{ .secretKey }}' }, ['access_key', 'secretKey'])],
      says: 'the template uses .accessKey, and what is fetched is called access_key, secretKey',
      fix: 'Did you mean ".access_key"?',
    },
  },
});
