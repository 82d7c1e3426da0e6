import { deployment, kube, ruleCases } from '../../testing.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { grafanaProvisioningMounted } from './grafana-provisioning-mounted.ts';

const sources = kube(
  'v1/ConfigMap',
  { name: 'sources' },
  { data: { 'a.yaml': "datasources: [{ name: P, type: prometheus, url: 'http://p:9090' }]" } },
);
const provider = (path: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'provider' },
    { data: { 'p.yaml': `apiVersion: 1\nproviders:\n  - name: a\n    options: { path: ${path} }\n` } },
  );
const boards = kube(
  'v1/ConfigMap',
  { name: 'boards' },
  { data: { 'a.json': '{"title": "A", "schemaVersion": 39, "panels": [{"type": "stat", "targets": []}]}' } },
);

function grafana(mounts: Readonly<Record<string, string>>, image = 'grafana/grafana:11.4.0', env: readonly object[] = []): KubeObject {
  return deployment({
    container: { image, env, volumeMounts: Object.entries(mounts).map(([name, mountPath]) => ({ name, mountPath })) },
    pod: { volumes: Object.keys(mounts).map((name) => ({ name, configMap: { name } })) },
  });
}

const right = {
  sources: '/etc/grafana/provisioning/datasources',
  provider: '/etc/grafana/provisioning/dashboards',
  boards: '/var/lib/grafana/dashboards',
};

ruleCases(grafanaProvisioningMounted, {
  accepts: {
    'a sidecar that fetches them': [
      sources,
      deployment({
        container: { image: 'grafana/grafana:11.4.0' },
        pod: {
          containers: [
            { name: 'grafana', image: 'grafana/grafana:11.4.0' },
            { name: 'sidecar', image: 'kiwigrid/k8s-sidecar:1.28.0' },
          ],
        },
      }),
    ],
    'data sources with a label for a sidecar': [
      { ...sources, metadata: { name: 'sources', labels: { grafana_datasource: '1' } } },
      deployment({ container: { image: 'grafana/grafana:11.4.0' } }),
    ],
    'data sources of another namespace': [
      { ...sources, metadata: { name: 'sources', namespace: 'watch' } },
      deployment({ container: { image: 'grafana/grafana:11.4.0' } }),
    ],
    'each in its place': [sources, provider('/var/lib/grafana/dashboards'), boards, grafana(right)],
    'one ConfigMap, file by file': [
      kube(
        'v1/ConfigMap',
        { name: 'all' },
        { data: { 'grafana.ini': '[server]', 'a.yaml': 'datasources: [{ name: P, type: prometheus }]' } },
      ),
      deployment({
        container: {
          image: 'grafana/grafana:11.4.0',
          volumeMounts: [
            { name: 'all', mountPath: '/etc/grafana/grafana.ini', subPath: 'grafana.ini' },
            { name: 'all', mountPath: '/etc/grafana/provisioning/datasources/a.yaml', subPath: 'a.yaml' },
          ],
        },
        pod: { volumes: [{ name: 'all', configMap: { name: 'all' } }] },
      }),
    ],
    'a folder below that of the provider': [
      provider('/var/lib/grafana/dashboards'),
      boards,
      grafana({ ...right, boards: '/var/lib/grafana/dashboards/team' }),
    ],
    'another root of provisioning': [
      sources,
      grafana({ sources: '/provisioning/datasources' }, 'grafana/grafana:11.4.0', [
        { name: 'GF_PATHS_PROVISIONING', value: '/provisioning' },
      ]),
    ],
    'another program that reads such files': [sources, grafana({ sources: '/etc/app' }, 'ghcr.io/acme/web:v1')],
    'dashboards of an image': [provider('/opt/dashboards'), grafana({ provider: right.provider })],
  },
  refuses: {
    'data sources that nobody mounts': {
      given: [sources, provider('/var/lib/grafana/dashboards'), deployment({ container: { image: 'grafana/grafana:11.4.0' } })],
      says: 'nothing mounts ConfigMap provider, sources, which have data sources or providers of dashboards for Grafana',
    },
    'data sources beside provisioning': {
      given: [sources, grafana({ sources: '/etc/grafana/datasources' })],
      says: 'ConfigMap sources has data sources and is mounted at /etc/grafana/datasources, where Grafana does not look',
    },
    'a provider beside provisioning': {
      given: [provider('/var/lib/grafana/dashboards'), boards, grafana({ ...right, provider: '/etc/grafana/dashboards' })],
      says: 'ConfigMap provider has providers of dashboards and is mounted at /etc/grafana/dashboards, where Grafana does not look',
    },
    'a provider that looks elsewhere': {
      given: [provider('/etc/grafana/dashboards'), boards, grafana(right)],
      says: 'the provider of ConfigMap provider looks for dashboards in /etc/grafana/dashboards, where nothing is mounted; they are mounted at /var/lib/grafana/dashboards',
    },
  },
});
