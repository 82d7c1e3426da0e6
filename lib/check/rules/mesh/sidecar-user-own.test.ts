import { deployment, meshed, ruleCases } from '../../testing.ts';
import { sidecarUserOwn } from './sidecar-user-own.ts';

const namespace = 'shop';
const web = (container: Readonly<Record<string, unknown>>, pod: Readonly<Record<string, unknown>> = {}) =>
  deployment({ name: 'web', namespace, container, pod });

ruleCases(sidecarUserOwn, {
  accepts: {
    'another user': [meshed(namespace), web({ securityContext: { runAsUser: 10001 } })],
    'no sidecar': [web({ securityContext: { runAsUser: 1337 } })],
    'a user of its own in a pod of the proxy': [
      meshed(namespace),
      web({ securityContext: { runAsUser: 1000 } }, { securityContext: { runAsUser: 1337 } }),
    ],
    'an init container': [
      meshed(namespace),
      web({}, { initContainers: [{ name: 'wait', image: 'busybox:1.36', securityContext: { runAsUser: 1337 } }] }),
    ],
    'a gateway': [meshed(namespace), web({ name: 'istio-proxy', image: 'auto' }, { securityContext: { runAsUser: 1337 } })],
  },
  refuses: {
    'the user of the proxy': {
      given: [meshed(namespace), web({ securityContext: { runAsUser: 1337 } })],
      says: 'container "app" runs as user 1337, the user of the sidecar',
    },
    'the user of the proxy for the pod': {
      given: [meshed(namespace), web({}, { securityContext: { runAsUser: 1337 } })],
      says: 'container "app" runs as user 1337, the user of the sidecar (set for the whole pod)',
    },
  },
});
