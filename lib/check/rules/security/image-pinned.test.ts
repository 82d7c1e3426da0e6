import { daemonSet, deployment, ruleCases } from '../../testing.ts';
import { imagePinned } from './image-pinned.ts';

const running = (image: string) => deployment({ container: { image } });

ruleCases(imagePinned, {
  accepts: {
    'a version': [running('mysql:8.0')],
    'an image that is built on the machine of its cluster': [
      {
        object: deployment({ container: { image: 'orders:latest', imagePullPolicy: 'IfNotPresent' } }),
        file: 'k8s/base/orders.yaml',
        overlay: 'k8s/overlays/local',
      },
    ],
    'a version of our own': [running('ghcr.io/acme/web:v84')],
    'a tag that a pipeline writes': [running('cartservice:prod-placeholder')],
    'a digest': [running('nginx@sha256:0123')],
    'latest with a digest': [running('nginx:latest@sha256:0123')],
    'an image that somebody builds and loads into the node': [
      deployment({ container: { image: 'web:latest', imagePullPolicy: 'Never' } }),
      running('localhost/web:latest'),
    ],
    'an image that Istio fills in': [running('auto')],
    'an image that ko builds, and one that is filled in': [
      running('ko://github.com/acme/web'),
      running('<IMAGE>'),
      running('${IMAGE}'),
      running('__WEB_IMAGE__'),
    ],
  },
  refuses: {
    'an image of Docker Hub on the machine': {
      given: [
        {
          object: deployment({ container: { image: 'redis:latest', imagePullPolicy: 'IfNotPresent' } }),
          file: 'k8s/overlays/local/redis.yaml',
        },
      ],
      says: 'container "app" runs redis:latest, whatever that is today',
    },
    'a tag that is a name': { given: [running('acme/web:blue')], says: 'container "app" runs acme/web:blue, a tag without a version' },
    'latest of a registry on this machine': {
      given: [running('localhost:5000/web:latest')],
      says: 'container "app" runs localhost:5000/web:latest, whatever that is today',
    },
    latest: {
      given: [daemonSet({ container: { image: 'grafana/alloy:latest' } })],
      says: 'container "app" runs grafana/alloy:latest, whatever that is today',
    },
    'no tag': { given: [running('localhost:5000/web')], says: 'container "app" runs localhost:5000/web, without a tag: that means latest' },
    'a tag that moves': {
      given: [running('nginx:alpine')],
      says: 'container "app" runs nginx:alpine, a tag without a version that moves with every release',
    },
  },
});
