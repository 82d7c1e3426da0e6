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
    'a dot in a text': [external({ url: '{{ printf "%s.%s" .user "a.b" }}' }, ['user'])],
  },
  refuses: {
    'a value under another name': {
      given: [external({ config: 'key: {{ .accessKey }}\nsecret: {{ .secretKey }}' }, ['access_key', 'secretKey'])],
      says: 'the template uses .accessKey, and what is fetched is called access_key, secretKey',
      fix: 'Did you mean ".access_key"?',
    },
  },
});
