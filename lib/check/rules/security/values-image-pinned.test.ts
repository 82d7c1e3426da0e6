import { inFile, kube, ruleCases } from '../../testing.ts';
import { valuesImagePinned } from './values-image-pinned.ts';

const values = (content: object) => kube('slipway.dev/v1/HelmValues', { name: 'apps/web/values' }, { values: content });
const app = (...valueFiles: string[]) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: `web-${valueFiles.length}`, namespace: 'argocd' },
    { spec: { source: { path: 'charts/web', helm: { valueFiles } }, destination: { namespace: 'web' } } },
  );
const kustomization = (newTag: string) =>
  kube(
    'kustomize.config.k8s.io/v1beta1/Kustomization',
    { name: 'overlays/prod' },
    { images: [{ name: 'web', newName: 'ghcr.io/acme/web', newTag }] },
  );
const dockerfile = (text: string) => inFile('web/Dockerfile', kube('slipway.dev/v1/TextFile', { name: 'web/Dockerfile' }, { text }));

ruleCases(valuesImagePinned, {
  accepts: {
    versions: [values({ image: { repository: 'ghcr.io/acme/web', tag: 'v84' }, sidecar: { image: 'busybox:1.37' } }), kustomization('v84')],
    'an image that is built on the machine of its cluster': [
      inFile('overlays/local/kustomization.yaml', {
        ...kustomization('latest'),
        images: [{ name: 'orders', newName: 'orders', newTag: 'latest' }],
      }),
    ],
    'a digest beside the tag': [values({ image: { repository: 'web', tag: 'latest', digest: 'sha256:0' } })],
    'a tag of something else': [values({ logs: { tag: 'main' } })],
    'a tag over which every Application lays another one': [
      inFile('charts/web/values.yaml', values({ image: { repository: 'web', tag: 'latest' } })),
      inFile('charts/web/values-prod.yaml', values({ image: { repository: '', tag: 'latest' } })),
      inFile('charts/web/values-tag.yaml', values({ image: { repository: 'ghcr.io/acme/web', tag: '3f2c9ad' } })),
      app('values.yaml', 'values-prod.yaml', 'values-tag.yaml'),
    ],
    'the version of the chart': [values({ image: { repository: 'web', tag: '' } })],
    'stages and arguments of a Dockerfile': [
      dockerfile('ARG BASE\nFROM golang:1.23 AS build\nFROM $BASE AS tools\nFROM build AS test\nFROM scratch\nCOPY --from=build /x /x\n'),
    ],
  },
  refuses: {
    'a tag that one of two Applications leaves as it is': {
      given: [
        inFile('charts/web/values.yaml', values({ image: { repository: 'web', tag: 'latest' } })),
        inFile('charts/web/values-tag.yaml', values({ image: { tag: '3f2c9ad' } })),
        app('values.yaml', 'values-tag.yaml'),
        app('values.yaml'),
      ],
      says: 'web is set to the tag latest, which moves',
    },
    'a moving tag in values': {
      given: [values({ api: { image: { repository: 'ghcr.io/acme/api', tag: 'latest' } } })],
      says: 'ghcr.io/acme/api is set to the tag latest, which moves',
    },
    'a moving image in values': { given: [values({ agents: [{ image: 'grafana/alloy:latest' }] })], says: 'grafana/alloy:latest moves' },
    'a kustomization': { given: [kustomization('main')], says: 'ghcr.io/acme/web is set to the tag main, which moves' },
    'a Dockerfile': {
      given: [dockerfile('FROM node:latest AS build\nFROM nginx\n')],
      says: ['node:latest moves', 'nginx has no version: that means latest'],
    },
  },
});
