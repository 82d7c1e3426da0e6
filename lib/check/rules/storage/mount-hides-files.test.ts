import { deployment, kube, ruleCases } from '../../testing.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { mountHidesFiles } from './mount-hides-files.ts';

const site = 'server {\n  listen 80;\n  root /var/www/blog;\n  location / {\n    try_files $uri =404;\n  }\n}\n';
const config = (data: object) => kube('v1/ConfigMap', { name: 'config' }, { data });

function pod(
  mountPath: string,
  {
    image = 'nginx:1.27.3',
    subPath,
    source = { configMap: { name: 'config' } },
    pod: more = {},
    args = [],
  }: { image?: string; subPath?: string; source?: object; pod?: object; args?: readonly string[] } = {},
): KubeObject {
  return deployment({
    container: { image, args, volumeMounts: [{ name: 'v', mountPath, ...(subPath === undefined ? {} : { subPath }) }] },
    pod: {
      volumes: [
        { name: 'v', ...source },
        { name: 'site', configMap: { name: 'site' } },
      ],
      ...more,
    },
  });
}

ruleCases(mountHidesFiles, {
  accepts: {
    'dashboards in a folder below the data of Grafana, and a claim for these': [
      pod('/var/lib/grafana/dashboards', { image: 'grafana/grafana:11.4.0' }),
      pod('/var/lib/grafana', { image: 'grafana/grafana:11.4.0', source: { persistentVolumeClaim: { claimName: 'grafana' } } }),
      pod('/var/lib/grafana', { image: 'grafana/grafana:11.4.0', source: { emptyDir: {} } }),
    ],
    'one dashboard': [pod('/var/lib/grafana/home.json', { image: 'grafana/grafana:11.4.0', subPath: 'home.json' })],
    'the same folder in another program': [pod('/var/lib/grafana', { image: 'ghcr.io/acme/tool:v1' })],
    'the folder for such files': [config({ 'default.conf': site }), pod('/etc/nginx/conf.d')],
    'the whole folder, with the file that must be there': [
      config({ 'nginx.conf': 'events {}\n', 'mime.types': 'types {}' }),
      pod('/etc/nginx'),
    ],
    'one file': [config({ 'nginx.conf': 'events {}\n' }), pod('/etc/nginx/nginx.conf', { subPath: 'nginx.conf' })],
    'a file of another name, which the program is told to read': [
      config({ 'prometheus.yaml': 'global: {}' }),
      pod('/etc/prometheus', { image: 'prom/prometheus:v3.1.0', args: ['--config.file=/etc/prometheus/prometheus.yaml'] }),
    ],
    'a folder of one own': [config({ 'app.yaml': 'a: 1' }), pod('/etc/app', { image: 'ghcr.io/acme/web:v1' })],
    'pages that an init container brings': [
      kube('v1/ConfigMap', { name: 'site' }, { data: { 'default.conf': site } }),
      pod('/var/www/blog', {
        source: { emptyDir: {} },
        pod: { initContainers: [{ name: 'fetch', image: 'git', volumeMounts: [{ name: 'v', mountPath: '/out' }] }] },
      }),
    ],
  },
  refuses: {
    'dashboards over the data of Grafana': {
      given: [pod('/var/lib/grafana/', { image: 'grafana/grafana:11.4.0' })],
      says: 'volume "v" (ConfigMap config) is mounted over /var/lib/grafana, where grafana writes its data',
      fix: 'Mount it into a folder of its own, and a claim at /var/lib/grafana.',
    },
    'first scripts over the data of a database': {
      given: [pod('/var/lib/mysql', { image: 'mysql:8.4', source: { secret: { secretName: 'init' } } })],
      says: 'volume "v" (Secret init) is mounted over /var/lib/mysql, where mysql writes its data',
    },
    'the settings of nginx': {
      given: [config({ 'default.conf': site }), pod('/etc/nginx')],
      says: 'volume "v" (ConfigMap config) is mounted over /etc/nginx, and hides nginx.conf of the image',
    },
    'the same in an image that is built on nginx': {
      given: [config({ 'default.conf': site }), pod('/etc/nginx', { image: 'ghcr.io/acme/blog:v1' })],
      says: 'volume "v" (ConfigMap config) is mounted over /etc/nginx, and hides nginx.conf of the image',
    },
    'all settings of the image': {
      given: [config({ 'app.yaml': 'a: 1' }), pod('/etc')],
      says: 'volume "v" (ConfigMap config) is mounted over /etc, and hides the files of the image',
    },
    'pages, by a volume that nobody fills': {
      given: [
        kube('v1/ConfigMap', { name: 'site' }, { data: { 'default.conf': site } }),
        pod('/var/www/blog', { source: { emptyDir: {} } }),
      ],
      says: 'volume "v" is mounted over /var/www/blog, and hides the pages of the image',
    },
  },
});
