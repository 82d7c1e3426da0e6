import { documentObject } from '../../document.ts';
import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { imageTagForm } from './image-tag-form.ts';

const pod = (image: string) => deployment({ container: { image } });
const values = (content: object) => kube('slipway.dev/v1/HelmValues', { name: 'values.yaml' }, { values: content });
const compose = (image: string) =>
  inFile('compose.yaml', documentObject('Config', 'compose', { content: { services: { loki: { image } } } }));

ruleCases(imageTagForm, {
  accepts: {
    'tags as their makers write them': [
      pod('prom/prometheus:v2.55.1'),
      pod('grafana/grafana:11.3.0'),
      pod('quay.io/argoproj/argocd:v3.2.0'),
      pod('nginx:1.27.2'),
      pod('traefik:v3.1'),
      pod('grafana/loki:v1.5.0'),
    ],
    'tags of other forms': [
      pod('prom/prometheus:main'),
      pod('grafana/alloy:1'),
      pod('nginx:1.27-alpine'),
      pod('grafana/loki:main-abc1234'),
    ],
    'a digest, which decides alone': [pod('prom/prometheus:2.55.1@sha256:0f')],
    "an image of one's own without a registry": [pod('shop:v1.4.0')],
    'an image of the same name from elsewhere': [pod('registry.example.com/prom/prometheus:2.55.1'), pod('ghcr.io/acme/alloy:1.5.0')],
    'values with and without a tag': [
      values({ image: { repository: 'grafana/alloy', tag: 'v1.5.0' }, sidecar: { image: { repository: 'grafana/alloy' } } }),
      values({ image: { registry: 'registry.example.com', repository: 'prom/prometheus', tag: '2.55.1' } }),
    ],
    'a compose file': [compose('grafana/loki:3.2.0')],
  },
  refuses: {
    'a version without its v': {
      given: [pod('grafana/alloy:1.5.0')],
      says: 'grafana/alloy has no tag 1.5.0: its versions are tagged with a v',
      fix: 'Write v1.5.0.',
    },
    'a v too many': {
      given: [pod('grafana/grafana:v11.3.0')],
      says: 'grafana/grafana has no tag v11.3.0: its versions are tagged without a v',
      fix: 'Write 11.3.0.',
    },
    'one of Docker Hub': { given: [pod('redis:v7.2')], says: 'library/redis has no tag v7.2: its versions are tagged without a v' },
    'in values': {
      given: [values({ prometheus: { image: { repository: 'prom/prometheus', tag: '2.48.0' } } })],
      says: 'prom/prometheus has no tag 2.48.0: its versions are tagged with a v',
    },
    'in values with a registry': {
      given: [values({ image: { registry: 'quay.io', repository: 'jetstack/cert-manager-controller', tag: '1.16.1' } })],
      says: 'jetstack/cert-manager-controller has no tag 1.16.1: its versions are tagged with a v',
    },
    'in a compose file': {
      given: [compose('grafana/loki:v3.2.0')],
      says: 'grafana/loki has no tag v3.2.0: its versions are tagged without a v',
    },
  },
});
