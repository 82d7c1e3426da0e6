import { inFile, kube, ruleCases } from '../../testing.ts';
import { valuesImagePinned } from './values-image-pinned.ts';

const values = (content: object) => kube('slipway.dev/v1/HelmValues', { name: 'apps/web/values' }, { values: content });
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
    'a digest beside the tag': [values({ image: { repository: 'web', tag: 'latest', digest: 'sha256:0' } })],
    'a tag of something else': [values({ logs: { tag: 'main' } })],
    'the version of the chart': [values({ image: { repository: 'web', tag: '' } })],
    'stages and arguments of a Dockerfile': [
      dockerfile('ARG BASE\nFROM golang:1.23 AS build\nFROM $BASE AS tools\nFROM build AS test\nFROM scratch\nCOPY --from=build /x /x\n'),
    ],
  },
  refuses: {
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
